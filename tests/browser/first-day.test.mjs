// A real government's first day: from `ecabinet init` through codes on paper and passkeys to the first released folder; then
// a tablet is lost, a charge is handed over, and a minister changes portfolio while signed in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { act, send } from "./journey/council.mjs";
import { enterPeople, init, signInByPasskey } from "./journey/doors.mjs";
import * as meeting from "./journey/meeting.mjs";
import * as proposal from "./journey/proposal.mjs";
import { realStage } from "./journey/real-stage.mjs";
import { notes } from "./journey/sample.mjs";
import { screens } from "./journey/screens.mjs";
import { openPage } from "./lib/browser.mjs";
import { startServer } from "./lib/server.mjs";
import { assertVerified } from "./lib/verify.mjs";

/** Files that lie on the desk whose charge is handed over. */
const FILES = 12;
const IST_MS = 5.5 * 3_600_000;

const { look, found } = screens();
const staged = realStage({ looks: { look }, begin: async () => {} });

test("init prints five shares of the key and two codes", async () => {
  const printed = await staged.init();
  assert.equal(printed.sheets.length, 7);
  assert.equal(printed.codes.length, 2);
  const again = await staged.init();
  assert.deepEqual(again.codes, printed.codes, "as long as nobody has enrolled the same sheets are printed again");
  await assert.rejects(startServer({ ...staged.folder, args: ["demo"] }), /another nature/);
  await staged.serve();
});

test("nobody is let in without a passkey", async () => {
  const { page, problems } = await openPage(staged.browser, { baseURL: staged.server.url });
  await page.goto("/");
  assert.equal(new URL(page.url()).pathname, "/sign-in");
  assert.equal(await page.locator("button.post").count(), 0, "no post can be picked");
  await look(page, "door");
  await page.goto("/enrol");
  await page.fill("#code", "00000-00000-00000-00000");
  await page.locator('form[action="/enrol"] button').click();
  await page.locator(".errors").waitFor();
  await look(page, "door-code-refused");
  assert.deepEqual(problems, []);
  await page.context().close();
});

test("two officers enrol, and enter everybody by a list", async () => {
  await enterPeople(staged.council, staged.codes, look);
  await assert.rejects(init(staged.folder), "a served government is not printed again");
});

test("the first folder is released", async () => {
  const [note] = notes("swasthya-senior-resident");
  assert.ok(note);
  await proposal.untilOrder(staged.council, note);
  await meeting.call(staged.council, 1, 3);
  await meeting.arrange(staged.council, 1, [note]);
  await meeting.release(staged.council, 1);
  await meeting.read(staged.council, "finance_minister", 1, note);
});

test("a code works once, and a stranger's finger opens nothing", async () => {
  const { page } = await openPage(staged.browser, { baseURL: staged.server.url });
  await page.goto("/enrol");
  await page.fill("#code", staged.codes.get("finance_minister") ?? "");
  await page.locator('form[action="/enrol"] button').click();
  await page.locator(".errors").waitFor();
  await page.context().close();

  const minister = await staged.council.at("health_minister");
  await send(minister, minister.locator('form[action="/sign-out"] button'));
  await staged.council.device("health_minister").finger(false);
  await minister.goto("/sign-in");
  await minister.locator('form[action="/sign-in/passkey"] button').click();
  await minister.locator("[data-passkey-state].is-stopped").waitFor();
  await look(minister, "door-refused");
  await staged.council.device("health_minister").finger(true);
  await signInByPasskey(minister);
  assert.equal(new URL(minister.url()).pathname, "/desk", "control: the own finger does");
});

test("a lost tablet is dead at once, and another one is enrolled", async () => {
  const [lost, officer] = [await staged.council.at("energy_minister"), await staged.council.at("cabinet_section")];
  await lost.goto("/passkeys");
  await look(lost, "passkeys");
  await officer.goto("/people/passkeys");
  await look(officer, "people-passkeys");
  const row = officer.locator("tr", { hasText: "माननीय मंत्री, ऊर्जा विभाग" });
  await send(officer, row.locator('a[href^="/people/passkeys/revoke"]'));
  await officer.fill("#reason", "टैबलेट यात्रा में खो गया, सूचना क्रमांक 12");
  await send(officer, officer.locator('form[action="/people/passkeys/revoke"] button'));
  await lost.goto("/desk");
  assert.equal(new URL(lost.url()).pathname, "/sign-in", "its session has ended with it");
  await signInRefused(lost);
});

/** @param {import("playwright-core").Page} page */
async function signInRefused(page) {
  await page.goto("/sign-in");
  await page.locator('form[action="/sign-in/passkey"] button').click();
  await page.locator(".message.stop").waitFor();
  await look(page, "door-not-let-in");
}

test("a person proves again who it is", async () => {
  const page = await staged.council.at("cabinet_section");
  await page.goto("/confirm?back=/people");
  await look(page, "door-confirm");
  await send(page, page.locator('form[action="/confirm"] button'));
  assert.equal(new URL(page.url()).pathname, "/people");
});

test("a minister changes portfolio while signed in", async () => {
  const [one, two] = [await staged.council.at("cabinet_section"), await staged.council.at("cabinet_section_2")];
  const before = await staged.council.at("health_minister");
  await before.goto("/proposals");
  assert.equal(await before.locator("a.subject").count(), 1);
  const link = one.locator("section", { hasText: "लोक स्वास्थ्य" }).locator('a[href*="set_minister"]').first();
  await one.goto("/people");
  await look(one, "people");
  await send(one, link);
  await look(one, "change-set-minister");
  await one.selectOption("#minister", { label: "माननीय मंत्री, वित्त विभाग" });
  await act(one, "propose_change", { reason: "कार्य आवंटन आदेश" });
  const change = new URL(one.url()).pathname;
  await two.goto(change);
  await act(two, "agree_change");
  await before.goto("/proposals");
  const folders = await before.locator("a.subject").count();
  const after = await staged.council.at("finance_minister");
  await after.goto("/proposals");
  assert.ok((await after.locator("a.subject").count()) >= 1);
  assert.ok(folders <= 1, "what is left is what lies in his folder");
});

test("a charge is handed over at a moment, with twelve files on the desk", async () => {
  const [one, two] = [await staged.council.at("cabinet_section"), await staged.council.at("cabinet_section_2")];
  const before = await staged.council.at("energy_section");
  for (let number = 1; number <= FILES; number += 1) {
    await before.goto("/proposals/new");
    await act(before, "start_proposal", { number: `एफ ${number}-1/2026/तेरह`, subject: `विषय ${number}` });
  }
  await before.goto("/desk");
  const waiting = before.locator("nav.side .count");
  assert.equal(await waiting.innerText(), String(FILES));

  const row = one.locator("tr", { hasText: "energy_section" }).first();
  await one.goto("/people");
  await row.locator("summary").click();
  await send(one, row.locator('a[href*="hand_over"]'));
  const moment = nextMinute();
  await one.fill("#name_hi", "नए अनुभाग अधिकारी");
  await one.locator("label.choice", { has: one.locator('[name="enrols"]') }).click();
  await act(one, "propose_change", { ...indianTime(moment), reason: "स्थानांतरण आदेश" });
  const change = new URL(one.url()).pathname;
  await two.goto(change);
  await act(two, "agree_change");
  await look(two, "change-waits");
  await before.goto("/desk");
  assert.equal(new URL(before.url()).pathname, "/desk", "control: until then the desk is his");

  await pause(moment.getTime() - Date.now() + 2_000);
  await before.goto("/desk");
  assert.equal(new URL(before.url()).pathname, "/sign-in", "from the moment on it is not");
  const halves = [];
  for (const page of [one, two]) {
    await page.goto(`${change}/codes`);
    if ((await page.locator(".message.stop").count()) > 0) {
      await send(page, page.locator(".message a.primary"));
      await send(page, page.locator('form[action="/confirm"] button'));
    }
    halves.push(await page.locator("tbody code").innerText());
  }
  staged.codes.set("new_energy_section", halves.join(" "));
  const after = await staged.council.at("new_energy_section");
  assert.equal(await after.locator("nav.side .count").innerText(), String(FILES), "the files stayed on the desk");
});

/** A whole minute that begins in half a minute at the earliest. */
function nextMinute() {
  return new Date(Math.ceil((Date.now() + 30_000) / 60_000) * 60_000);
}

/** The fields of a moment, as a clock in Bhopal shows it. @param {Date} moment */
function indianTime(moment) {
  const shown = new Date(moment.getTime() + IST_MS);
  const [day, month, year] = [shown.getUTCDate(), shown.getUTCMonth() + 1, shown.getUTCFullYear()];
  const parts = { day, month, year, hour: shown.getUTCHours(), minute: shown.getUTCMinutes() };
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, String(part)]));
}

test("the record of the first day is intact", async () => {
  assert.deepEqual(staged.council.problems, []);
  assert.deepEqual(found, []);
  await staged.server.stop();
  const { stdout } = await assertVerified(staged.folder);
  // Secretary, minister, chief secretary, Chief Minister twice.
  assert.match(stdout, /approvals +5 are signed by the passkeys of their persons/);
});
