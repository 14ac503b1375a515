// Emergency access in a real browser: one asks by a written order, another agrees, a note is read, everybody concerned is
// told, and afterwards it is unknown again; every screen looked at in both languages and both shapes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { act, assemble, press, send } from "./journey/council.mjs";
import { screens } from "./journey/screens.mjs";
import { stage } from "./lib/stage.mjs";

/** A sample note that lies with the departments that were asked for their views. */
const SUBJECT = "मजरा-टोला सड़क योजना का अनुमोदन";
const NUMBER = "एफ 22-4/2025/बाईस";
const REASON = "बाढ़ से सड़कें बह गई हैं; विभाग के अधिकारी क्षेत्र में हैं और सम्पर्क में नहीं।";
const ORDER = "एफ 19-76/2026/एक, दिनांक 27.11.2026";
const ALERT = '[role="alert"]';

const staged = stage();

/** Where a post finds a proposal of its own. @param {import("playwright-core").Page} page @param {string} words */
async function addressOf(page, words) {
  await page.goto("/proposals");
  const link = await page.locator("tr", { hasText: words }).first().locator("a.subject").getAttribute("href");
  assert.ok(link);
  return link;
}

/** @param {import("playwright-core").Page} page @param {string} path */
const status = async (page, path) => (await page.goto(path))?.status();

test("two persons open one note for hours, everybody concerned is told, and it ends", async () => {
  const { look, found, seen } = screens();
  const { browser, url } = staged();
  const council = assemble(browser, url, { look });
  const note = await addressOf(await council.at("panchayat_secretary"), SUBJECT);
  const draft = await addressOf(await council.at("agriculture_section"), "तुअर");

  const section = await council.at("cabinet_section");
  assert.equal(await status(section, note), 404, "the section does not know the note");
  await section.goto("/emergency-access");
  await look(section, "emergencies-empty");
  await send(section, section.locator('a[data-action="ask_emergency_access"]'));
  await look(section, "emergency-ask");
  const form = section.locator('form[data-action="ask_emergency_access"]');
  assert.equal(await press(section, form.locator("button.primary")), 422);
  assert.equal(await section.locator(ALERT).count(), 1, "of one note or one meeting");
  await look(section, "emergency-ask-without");
  await form.locator("#department").selectOption({ label: "पंचायत एवं ग्रामीण विकास विभाग" });
  await form.locator("#number").fill("एफ 0-0/2025");
  await form.locator("#order").fill(ORDER);
  await form.locator("#reason").fill(REASON);
  assert.equal(await press(section, form.locator("button.primary")), 422);
  assert.match(await section.locator(ALERT).innerText(), /दर्ज/, "the attempt is recorded");
  await look(section, "emergency-ask-refused", { languages: ["hi"] });
  await form.locator("#number").fill(NUMBER);
  await send(section, form.locator("button.primary"));
  await look(section, "emergency-asked");
  const access = new URL(section.url()).pathname;
  assert.equal(await status(section, note), 404, "asking alone opens nothing");

  const secretary = await council.at("chief_secretary");
  await secretary.goto("/desk");
  await look(secretary, "desk-emergency");
  await secretary.goto(access);
  assert.ok((await secretary.locator("main").innerText()).includes(SUBJECT), "the second person reads for which note");
  await look(secretary, "emergency-to-agree");
  await act(secretary, "agree_emergency_access");
  await look(secretary, "emergency-agreed");

  await section.goto(access);
  await send(section, section.locator(`main a[href="${note}"]`));
  assert.ok((await section.locator("main").innerText()).includes(SUBJECT), "now it is read");
  assert.ok((await section.locator(".banner").allInnerTexts()).some((words) => words.includes("आपात अवलोकन")));
  assert.equal(await section.locator("main form[data-action]").count(), 0, "nothing can be done there");
  await look(section, "emergency-reading");
  assert.equal(await status(section, draft), 404, "control: another matter");

  const minister = await council.at("panchayat_minister");
  await minister.goto("/desk");
  await look(minister, "desk-emergency-told");
  await minister.goto(note);
  assert.ok((await minister.locator(".notice.stop").innerText()).includes(REASON), "the note's page tells why");
  await look(minister, "proposal-emergency-told");
  await minister.goto("/emergency-access");
  await look(minister, "emergencies-told");
  assert.equal(await status(await council.at("energy_minister"), access), 404, "nobody else is told");
  const auditor = await council.at("auditor");
  assert.equal(await status(auditor, access), 200);
  assert.ok(!(await auditor.locator("main").innerText()).includes(NUMBER), "the auditor reads an id");
  await look(auditor, "emergency-auditor");
  await auditor.goto("/custody");
  assert.match(await auditor.locator("main").innerText(), /आपात अवलोकन/, "refused attempts and readings stand there");

  await section.goto(access);
  await act(section, "end_emergency_access");
  await look(section, "emergency-ended");
  assert.equal(await status(section, note), 404, "unknown again");
  assert.ok(!(await section.locator("body").innerText()).includes("आपात अवलोकन के अधीन"), "and the banner is gone");
  await section.goto("/readings");
  assert.ok((await section.locator("main tbody tr").count()) > 0, "what was read stands among one's readings");
  await look(section, "readings-emergency");
  await minister.goto(access);
  await look(minister, "emergency-ended-told");

  // A second request, refused; the register has both.
  await section.goto("/emergency-access/new");
  await form.locator("#department").selectOption({ label: "पंचायत एवं ग्रामीण विकास विभाग" });
  await act(section, "ask_emergency_access", { number: NUMBER, order: ORDER, reason: REASON });
  await secretary.goto(new URL(section.url()).pathname);
  await act(secretary, "refuse_emergency_access");
  await look(secretary, "emergency-refused");
  await section.goto("/emergency-access");
  assert.equal(await section.locator("main tbody tr").count(), 2);
  await look(section, "emergencies");
  assert.deepEqual(found, []);
  assert.deepEqual(council.problems, []);
  assert.ok(seen.size >= 36, `control: ${seen.size} screens`);
});
