// Every answer to "on which device?", as its person meets it: on another one's, on one that lay in a drawer, on a form before
// anything is written there; what the desk tells of devices; and the door at which too many come at once.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { act, press, send } from "./journey/council.mjs";
import { enrol, signInByPasskey } from "./journey/doors.mjs";
import { realStage } from "./journey/real-stage.mjs";
import { screens, speak } from "./journey/screens.mjs";
import { authenticator } from "./lib/authenticator.mjs";
import { openPage } from "./lib/browser.mjs";
import { withoutScripts } from "./lib/in-page.mjs";
import { keysAlone } from "./lib/keys.mjs";
import { movedClock } from "./lib/moved-clock.mjs";

/** @typedef {import("playwright-core").Page} Page */

const NEW_PERSON = "/people/changes/new?do=enter_person";
/** What administers, and is nobody's: a page that is not there once it is asked from the right device. */
const NOWHERE = `/people/devices/${crypto.randomUUID()}`;
/** @type {string[]} */
const problems = [];
const { look, found } = screens();
const clock = await movedClock();
after(clock.remove);
const staged = realStage({
  async begin(stage) {
    await stage.init();
    await stage.serve(clock.env);
  },
});

/** A browser of its own. */
async function opened() {
  const { page, problems: own } = await openPage(staged.browser, { baseURL: staged.server.url });
  own.push = (...all) => problems.push(...all);
  return page;
}

/** Somebody's own proof, a moment old. @param {Page} page @param {string} back */
async function proved(page, back) {
  await page.goto(`/confirm?back=${back}`);
  await send(page, page.locator('form[action="/confirm"] button'));
}

/** Opens the form for a new device and chooses whose it is. @param {Page} officer @param {string} holder */
async function chooseHolder(officer, holder) {
  await officer.goto("/people/devices/new");
  const option = officer.locator("#person option", { hasText: holder }).first();
  await officer.selectOption("#person", (await option.getAttribute("value")) ?? "");
}

/** An officer registers a device; its code. @param {Page} officer @param {string} holder @param {string} label */
async function registered(officer, holder, label) {
  await proved(officer, "/people/devices/new");
  await chooseHolder(officer, holder);
  await act(officer, "register_devices", { label });
  return officer.locator("tbody code").innerText();
}

/** @param {Page} page @param {string} code */
async function typed(page, code) {
  await page.goto("/device");
  await page.fill("#code", code);
  await send(page, page.locator('form[action="/device"] button'));
  assert.equal(await page.locator("#code").count(), 0, "it is known now");
}

/** Both screens that say so: the page of the refusal, and the form before anything is written. @param {Page} page @param {string} name */
async function lookAtBoth(page, name) {
  assert.equal((await page.goto(NOWHERE))?.status(), 403);
  await look(page, name);
  await page.goto(NEW_PERSON);
  assert.equal(await page.locator(".notice.order").count(), 1);
  await look(page, `${name}-form`);
}

/** @type {Page | undefined} The second officer's tablet, on which there is no mouse. */
let tablet;

test("by the keyboard alone somebody types the code, comes in, and sees his devices", async () => {
  const one = await staged.council.at("cabinet_section");
  const code = await registered(one, "अधिकारी दो", "टैबलेट 14");
  tablet = await opened();
  await authenticator(tablet);
  const hands = keysAlone(tablet);
  await typed(tablet, code);
  await send(tablet, tablet.locator("main a.primary"));
  await enrol(tablet, staged.codes.get("cabinet_section_2") ?? "", "टैबलेट");
  await tablet.goto("/desk");
  assert.equal(await tablet.locator(".notice", { hasText: "टैबलेट 14" }).count(), 1, "he is told");
  await look(tablet, "desk-device-registered");
  await send(tablet, tablet.locator('.notice a[href="/sessions#devices"]'));
  await look(tablet, "sessions-own-devices");
  assert.deepEqual(hands.unseen(), []);
  assert.ok(hands.presses() > 20, `control: ${hands.presses()} keys`);
});

test("on another one's device nobody administers", async () => {
  const one = await staged.council.at("cabinet_section");
  const code = await registered(one, "अधिकारी दो", "टैबलेट 15");
  await one.goto("/people/devices");
  await look(one, "people-devices-waiting");
  await send(one, one.locator("tr", { hasText: "टैबलेट 15" }).locator("a.button"));
  await look(one, "device-report-waiting");
  // The first officer's browser is the second officer's device now.
  await typed(one, code);
  await signInByPasskey(one);
  await lookAtBoth(one, "device-asked-not-this");
  assert.equal(await one.locator('main a[href="/sessions#devices"]').count(), 0, "control: he has none to see");
  await one.context().clearCookies();
  await signInByPasskey(one);
  assert.equal((await one.goto(NOWHERE))?.status(), 404, "control: elsewhere he goes on");
  await registered(one, "अधिकारी दो", "टैबलेट 16");
});

test("a device that lay in a drawer is registered anew", async () => {
  assert.ok(tablet);
  await clock.forwardDays(8);
  const one = await staged.council.at("cabinet_section");
  await signInByPasskey(one);
  await one.goto("/people/devices");
  await look(one, "people-devices-closed");
  await signInByPasskey(tablet);
  assert.equal((await tablet.goto(NOWHERE))?.status(), 404, "control: after eight days it serves");
  await clock.forwardDays(91);
  await signInByPasskey(tablet);
  await lookAtBoth(tablet, "device-asked-anew");
  await send(tablet, tablet.locator('main a[href="/sessions#devices"]'));
  await look(tablet, "sessions-devices-unused");
});

test("without a mouse and without scripts another one's device is shut out, and its holder is told", async () => {
  assert.ok(tablet);
  const one = await staged.council.at("cabinet_section");
  await signInByPasskey(one);
  const hands = keysAlone(one);
  await withoutScripts(one);
  await one.goto("/people/devices");
  await send(one, one.locator("tr", { hasText: "टैबलेट 15" }).locator("a.button"));
  await look(one, "device-report-without-scripts", { languages: ["hi"] });
  await send(one, one.locator('form[action="/people/devices/lost"] button'));
  assert.equal(new URL(one.url()).pathname, "/people/passkeys");
  await one.goto("/people/devices");
  assert.equal(await one.locator("tr", { hasText: "टैबलेट 15" }).locator("a.button").count(), 0);
  await chooseHolder(one, "अधिकारी दो");
  await act(one, "register_devices", { label: "टैबलेट 17" });
  assert.equal(await one.locator("tbody code").count(), 1);
  await look(one, "device-code-without-scripts", { languages: ["hi"] });
  await one.goto("/confirm");
  assert.equal(await one.locator("noscript p").count(), 1, "control: the page ran without its scripts");
  assert.deepEqual(hands.unseen(), []);
  await tablet.goto("/desk");
  assert.equal(await tablet.locator(".notice", { hasText: "टैबलेट 15" }).count(), 1, "he is told");
  await look(tablet, "desk-device-shut");
  await tablet.goto("/sessions");
  await look(tablet, "sessions-devices-shut");
  await one.goto("/people/devices");
  await send(one, one.locator("tr", { hasText: "टैबलेट 14" }).locator("a.button"));
  await send(one, one.locator('form[action="/people/devices/lost"] button'));
  await withoutScripts(tablet);
  assert.equal((await tablet.goto("/desk"))?.status(), 410);
  await look(tablet, "device-lost-without-scripts", { languages: ["hi"] });
});

test("whoever comes when too many wait is led back to where he stood", async () => {
  const page = await opened();
  // Somebody who shares the address guesses without a pause. A browser asks six questions at once: by itself none fills a queue.
  const strangers = { over: false, asking: new Set() };
  const guesses = Array.from({ length: 12 }, () => guessing(strangers));
  try {
    for (const { path, language } of /** @type {const} */ ([
      { path: "/enrol", language: "hi" },
      { path: "/device", language: "hi" },
      { path: "/sign-in/password", language: "en" },
    ])) {
      await page.goto(path);
      // The page of a failure is not there in another language.
      if (language === "en") await speak(page, language);
      let status = 403;
      // Now and then a place is free, and the code is judged when its turn has come: eight waits of four seconds at most.
      page.setDefaultNavigationTimeout(60_000);
      for (let time = 0; time < 5 && status === 403; time += 1) {
        await page.fill(path === "/sign-in/password" ? "#sign_in_name" : "#code", "AAAAA-AAAAA-AAAAA-AAAAA");
        status = await press(page, page.locator(`form[action="${path}"] button`));
      }
      assert.equal(status, 429);
      if (path !== "/enrol") await look(page, "crowded", { languages: [language] });
      await send(page, page.locator(".message a.primary"));
      assert.equal(new URL(page.url()).pathname, path);
    }
  } finally {
    strangers.over = true;
    for (const question of strangers.asking) question.abort();
    await Promise.allSettled(guesses);
  }
});

/** A stranger who guesses at codes until it is over. @param {{ over: boolean, asking: Set<AbortController> }} strangers */
async function guessing(strangers) {
  const headers = { origin: staged.server.url, "sec-fetch-site": "same-origin" };
  const body = new URLSearchParams({ code: "BBBBB-BBBBB-BBBBB-BBBBB" });
  while (!strangers.over) {
    const question = new AbortController();
    strangers.asking.add(question);
    const { signal } = question;
    const answer = await fetch(`${staged.server.url}/enrol`, { method: "POST", headers, body, signal });
    await answer.text();
    strangers.asking.delete(question);
    // Whoever was judged stands in the queue again at once.
    if (answer.status === 429) await pause(50);
  }
}

test("nothing was found, and the record is intact", async () => {
  assert.deepEqual(problems, []);
  assert.deepEqual(staged.council.problems, []);
  assert.deepEqual(found, []);
  await staged.verified();
});
