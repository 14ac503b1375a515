// What another hand takes away says what that does, and why; what was not possible at its moment says why.
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { act, press, send } from "./journey/council.mjs";
import { signInByPasskey } from "./journey/doors.mjs";
import { realStage } from "./journey/real-stage.mjs";
import { screens, speak } from "./journey/screens.mjs";
import { authenticator } from "./lib/authenticator.mjs";

const IST_MS = 5.5 * 60 * 60 * 1000;
const REASON = "टैबलेट यात्रा में खो गया, सूचना क्रमांक 12";
/** A list of two posts with their ranks, the holder of one, and a body in which both sit. */
const LIST = [
  "पद का संक्षिप्त नाम\tपद का प्रकार\tपदनाम\tपदश्रेणी\tपदश्रेणी का क्रम\tकिन निकायों के अध्यक्ष\tकिन निकायों के सदस्य\tनिकाय का संक्षिप्त नाम\tनिकाय का प्रकार\tनिकाय\tपदधारी",
  "culture_minister\tमंत्री\tमाननीय मंत्री, संस्कृति\tकैबिनेट मंत्री\t10\tculture_group\t\tculture_group\tमंत्री समूह\tसंस्कृति मंत्री समूह\tमाननीय मंत्री, संस्कृति",
  "tourism_minister\tराज्य मंत्री\tमाननीय राज्य मंत्री, पर्यटन\tराज्य मंत्री\t20\t\tculture_group\t\t\t\t",
].join("\n");

const { look, found } = screens();
const staged = realStage();

/** The person of a page proves who it is. @param {import("playwright-core").Page} page */
async function prove(page) {
  await page.goto("/confirm?back=/people");
  await send(page, page.locator('form[action="/confirm"] button'));
}

test("a list brings ranks and bodies, and tells each fault where it stands", async () => {
  const [one, two] = [await staged.council.at("cabinet_section"), await staged.council.at("cabinet_section_2")];
  for (const language of /** @type {const} */ (["en", "hi"])) {
    await one.goto("/people/import");
    if ((await one.locator("html").getAttribute("lang")) !== language) await speak(one, language);
    await one.fill("#list", LIST.replace("\t10\t", "\t\t").replace("राज्य मंत्री\tमाननीय", "अनुभाग अधिकारी\tमाननीय"));
    assert.equal(await press(one, one.locator('form[action="/people/import"] button')), 422);
    await look(one, "people-import-seats-faults", { languages: [language] });
    await one.fill("#list", LIST);
    await one.fill("#reason", "मंत्री समूह का गठन, आदेश क्रमांक 21");
    await act(one, "preview_people");
    await look(one, "people-preview-seats", { languages: [language] });
  }
  await prove(one);
  await one.goto("/people/import");
  await one.fill("#list", LIST);
  await one.fill("#reason", "मंत्री समूह का गठन, आदेश क्रमांक 21");
  await act(one, "preview_people");
  await act(one, "propose_change");
  const address = new URL(one.url()).pathname;
  await prove(two);
  await two.goto(address);
  await act(two, "agree_change");
  await one.goto("/people/bodies");
  assert.equal(await one.getByText("संस्कृति मंत्री समूह").count(), 1);
});

test("another one's passkey is taken away for a reason, and its owner reads it", async () => {
  const [one, two] = [await staged.council.at("cabinet_section"), await staged.council.at("cabinet_section_2")];
  await prove(two);
  await two.goto("/passkeys/new");
  await authenticator(two, "usb");
  await two.fill("#label", "सुरक्षा कुंजी");
  await send(two, two.locator('form[action="/passkeys/new"] button'));
  await prove(one);
  await one.goto("/people/passkeys");
  await look(one, "people-passkeys-two");
  await send(one, one.locator("tr", { hasText: "अधिकारी दो" }).filter({ hasText: "मेरा टैबलेट" }).locator("a.button"));
  await look(one, "people-revoke");
  assert.equal(await press(one, one.locator('form[action="/people/passkeys/revoke"] button')), 422);
  await one.locator(".errors").waitFor();
  await one.fill("#reason", REASON);
  await look(one, "people-revoke-unsaid", { languages: ["hi"] });
  await send(one, one.locator('form[action="/people/passkeys/revoke"] button'));
  assert.equal(new URL(one.url()).pathname, "/people/passkeys");
  await look(one, "people-passkeys-taken");
  await one.goto("/people");
  await send(one, one.getByRole("link", { name: "अधिकारी दो", exact: true }));
  await look(one, "people-person-taken");
  await staged.council.device("cabinet_section_2").remove();
  await signInByPasskey(two);
  await two.goto("/passkeys");
  await look(two, "passkeys-taken");
  assert.equal(await two.getByText(REASON).count(), 1);
});

test("a change that was not possible at its moment says why, and waits until it was seen", async () => {
  const [one, two] = [await staged.council.at("cabinet_section"), await staged.council.at("cabinet_section_2")];
  const moment = new Date(Math.ceil((Date.now() + 45_000) / 60_000) * 60_000);
  const shown = new Date(moment.getTime() + IST_MS);
  const [day, month, year] = [shown.getUTCDate(), shown.getUTCMonth() + 1, shown.getUTCFullYear()];
  const parts = { day, month, year, hour: shown.getUTCHours(), minute: shown.getUTCMinutes() };
  const typed = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, String(part)]));
  await one.goto("/people");
  const ends = await one.locator('tr:has-text("culture_minister") a[href*="do=end_charge"]').getAttribute("href");
  const addresses = [];
  for (const fields of [typed, {}]) {
    await prove(one);
    await one.goto(ends ?? "");
    await act(one, "propose_change", { ...fields, reason: "आदेश क्रमांक 22" });
    addresses.push(new URL(one.url()).pathname);
    await prove(two);
    await two.goto(addresses.at(-1) ?? "");
    await act(two, "agree_change");
  }
  await pause(Math.max(0, moment.getTime() - Date.now()) + 3_000);
  await one.goto("/desk");
  await look(one, "desk-change-impossible");
  await one.goto("/people/changes");
  await look(one, "changes-impossible");
  await one.goto(addresses[0] ?? "");
  await look(one, "change-impossible");
  await act(one, "acknowledge_change");
  await look(one, "change-impossible-seen");
  await two.goto("/desk");
  assert.ok((await two.locator(`a[href="${addresses[0]}"]`).count()) > 0, "the other one has not seen it");
  await one.goto("/desk");
  assert.equal(await one.locator(`a[href="${addresses[0]}"]`).count(), 0, "who has seen it finds it there no more");
});

test("nothing was wrong with a screen, and the record is intact", async () => {
  assert.deepEqual(staged.council.problems, []);
  assert.deepEqual(found, []);
  await staged.verified();
});
