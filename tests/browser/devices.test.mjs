// A device of the government: registered by the section, made known by its code, and lost while a page is open on it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { act, press, send } from "./journey/council.mjs";
import { enrol, signInByPasskey } from "./journey/doors.mjs";
import { realStage } from "./journey/real-stage.mjs";
import { screens, speak } from "./journey/screens.mjs";
import { authenticator } from "./lib/authenticator.mjs";
import { openPage } from "./lib/browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

/** @type {Page | undefined} The browser of the first tablet, when it is one no more. */
let found14;
/** @type {string[]} */
const problems = [];
const { look, found } = screens();
const staged = realStage();

/** A browser of its own. */
async function tablet() {
  const opened = await openPage(staged.browser, { baseURL: staged.server.url });
  opened.problems.push = (...all) => problems.push(...all.map((problem) => `tablet: ${problem}`));
  return opened;
}

/** The first officer registers a device for the second, or for himself; its code. @param {string} label @param {number} holder */
async function register(label, holder = 2) {
  const officer = await staged.council.at("cabinet_section");
  await officer.goto("/confirm?back=/people/devices");
  await send(officer, officer.locator('form[action="/confirm"] button'));
  await send(officer, officer.locator('a[href="/people/devices/new"]'));
  await look(officer, "device-new");
  await officer.selectOption("#person", { index: holder });
  await act(officer, "register_devices", { label });
  await look(officer, "device-code");
  return officer.locator("tbody code").innerText();
}

/** @param {Page} page @param {string} code */
async function typeCode(page, code) {
  await page.goto("/device");
  await page.fill("#code", code);
  await send(page, page.locator('form[action="/device"] button'));
}

/** The first officer reports a device lost. @param {string} label */
async function reportLost(label) {
  const officer = await staged.council.at("cabinet_section");
  await officer.goto("/people/devices");
  await look(officer, "people-devices");
  await send(officer, officer.locator("tr", { hasText: label }).locator("a.button"));
  await look(officer, "device-report");
  await send(officer, officer.locator('form[action="/people/devices/lost"] button'));
  // On to the passkeys of its holder: the one in it still opens.
  assert.equal(new URL(officer.url()).pathname, "/people/passkeys");
  await look(officer, "people-passkeys-lost");
}

/** What a browser keeps of us, by name. @param {Page} page */
async function kept(page) {
  const cookies = await page.context().cookies();
  return cookies.map((cookie) => cookie.name).filter((name) => name !== "__Host-language");
}

test("a lost tablet is blank in a moment, and its next contact says why", async () => {
  const officer = await staged.council.at("cabinet_section");
  await officer.goto("/people/devices");
  await look(officer, "people-devices-none");
  const code = await register("टैबलेट 14");

  const { page } = await tablet();
  found14 = page;
  await authenticator(page);
  await page.goto("/device");
  await look(page, "device-form");
  await page.fill("#code", "00000-00000-00000-00000");
  await page.locator('form[action="/device"] button').click();
  await page.locator(".errors").waitFor();
  await look(page, "device-code-refused", { languages: ["hi"] });
  await typeCode(page, code);
  await look(page, "device-known");
  await enrol(page, staged.codes.get("cabinet_section_2") ?? "", "टैबलेट");
  await page.goto("/sessions");
  await look(page, "sessions-device");
  assert.equal(await page.getByText("टैबलेट 14").count(), 2);
  assert.deepEqual((await kept(page)).sort(), ["__Host-device", "__Host-session"]);

  await page.goto("/meetings");
  await page.locator("nav.side").waitFor();
  await reportLost("टैबलेट 14");
  // Nobody touches the tablet.
  await page.locator('body > main a[href="/sign-in"]').waitFor();
  assert.equal(await page.locator("header, nav, form, table").count(), 0, "nothing of the page is left");
  const answer = await page.goto("/meetings");
  assert.equal(answer?.status(), 410);
  await look(page, "device-lost", { languages: ["hi"] });
  assert.deepEqual(await kept(page), []);
  await page.goto("/meetings");
  assert.equal(new URL(page.url()).pathname, "/sign-in", "after that it is a stranger's");
  assert.equal((await officer.goto("/meetings"))?.status(), 200, "control: the officer's own computer goes on");
});

test("in English, and of a device on which nobody was signed in", async () => {
  const code = await register("टैबलेट 15");
  const { page } = await tablet();
  await typeCode(page, code);
  await speak(page, "en");
  assert.deepEqual(await kept(page), ["__Host-device"]);
  await reportLost("टैबलेट 15");
  const answer = await page.goto("/");
  assert.equal(answer?.status(), 410);
  await look(page, "device-lost", { languages: ["en"] });
  assert.deepEqual(await kept(page), []);
});

test("whoever loses his own is led to his own passkeys", async () => {
  await register("टैबलेट 16", 1);
  const officer = await staged.council.at("cabinet_section");
  await officer.goto("/sessions");
  await send(officer, officer.locator("tr", { hasText: "टैबलेट 16" }).locator("button"));
  assert.equal(new URL(officer.url()).pathname, "/passkeys");
  await look(officer, "passkeys-lost");
  await officer.goto("/people/devices");
  await look(officer, "people-devices-lost");
});

test("an officer who has a device administers on it alone, and is told how to go on without", async () => {
  const officer = await staged.council.at("cabinet_section");
  await officer.goto("/people/changes/new?do=enter_person");
  assert.equal(await officer.locator(".notice.order").count(), 0, "control: who has no device is told nothing");
  // The second officer's passkey still lets somebody in; the device was lost today.
  assert.ok(found14);
  const page = found14;
  await signInByPasskey(page);
  const nowhere = `/people/devices/${crypto.randomUUID()}`;
  assert.equal((await page.goto(nowhere))?.status(), 403);
  await look(page, "device-asked-another");

  const code = await register("टैबलेट 17");
  await typeCode(page, code);
  await signInByPasskey(page);
  assert.equal((await page.goto(nowhere))?.status(), 404, "on the next one everything goes on at once");
  // The same computer, without the device's secret.
  await page.context().clearCookies();
  await signInByPasskey(page);
  assert.equal((await page.goto(nowhere))?.status(), 403);
  await look(page, "device-asked-own");
  await page.goto("/people/changes/new?do=enter_person");
  await look(page, "person-new-device-asked");
  await page.fill("#name_hi", "नया अधिकारी");
  await page.fill("#reason", "आदेश 7");
  assert.equal(await press(page, page.locator('form[data-action="propose_change"] button.primary')), 403);
  assert.ok((await page.locator(".message").innerText()).includes("नया अधिकारी"), "nothing that was written is lost");
  await look(page, "device-asked-words", { languages: ["hi"] });
  await send(page, page.locator(".message a.primary"));
  assert.equal(new URL(page.url()).pathname, "/sessions");
  const own = page.locator("#devices tr", { hasText: "टैबलेट 17" });
  await send(page, own.locator("button"));
  assert.equal(new URL(page.url()).pathname, "/passkeys", "it is reported from here, without a proof");
});

test("nothing was found, and the record is intact", async () => {
  assert.deepEqual(problems, []);
  assert.deepEqual(staged.council.problems, []);
  assert.deepEqual(found, []);
  await staged.verified();
});
