// Who read what, in a real browser: a page reports that it was shown, the register has it by a pseudonym, and two persons
// open the name; every screen looked at in both languages.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assemble, press } from "./journey/council.mjs";
import { screens } from "./journey/screens.mjs";
import { stage } from "./lib/stage.mjs";

const staged = stage();

/** Opens a page and waits until it has reported that it was shown. @param {import("playwright-core").Page} page @param {string} path */
async function shown(page, path) {
  const reported = page.waitForResponse((response) => response.url().endsWith("/openings"));
  await page.goto(path);
  return (await reported).status();
}

test("a reading is reported, and its name opens to two persons", async () => {
  const { look, found, seen } = screens();
  const { browser, url } = staged();
  const council = assemble(browser, url, { look });
  const secretary = await council.at("chief_secretary");
  await secretary.goto("/readings");
  await look(secretary, "readings-empty");
  await secretary.goto("/proposals");
  const link = await secretary.locator("main a.subject").first().getAttribute("href");
  assert.ok(link);
  assert.equal(await shown(secretary, link), 204);
  /** @type {number[]} */
  const reports = [];
  secretary.on("response", (response) => response.url().endsWith("/openings") && reports.push(response.status()));
  await secretary.goto("/readings");
  assert.ok((await secretary.locator(`main a[href="${link}"]`).count()) > 0, "what was opened stands there");
  await look(secretary, "readings");
  assert.deepEqual(reports, [], "control: a page that shows no paper reports nothing");

  const auditor = await council.at("auditor");
  await auditor.goto("/custody");
  await look(auditor, "register");
  await press(auditor, auditor.locator('a[href^="/inquiries/new?object="]').first());
  await look(auditor, "inquiry-ask");
  await press(auditor, auditor.locator("main button.primary"));
  assert.equal(await auditor.locator('[role="alert"]').count(), 1, "a reason is needed");
  await look(auditor, "inquiry-ask-refused");
  await auditor.locator("#reason").fill("टीप का अंश समाचार-पत्र में प्रकाशित हुआ।");
  await press(auditor, auditor.locator("main button.primary"));
  await look(auditor, "inquiry-asked");
  const inquiry = new URL(auditor.url()).pathname;

  await secretary.goto("/desk");
  await look(secretary, "desk-inquiry");
  await secretary.goto("/inquiries");
  await look(secretary, "inquiries");
  await secretary.goto(inquiry);
  await look(secretary, "inquiry-to-agree");
  await press(secretary, secretary.locator('[data-action="agree_inquiry"] button'));
  await look(secretary, "inquiry-agreed");
  await press(secretary, secretary.locator(`a[href="${inquiry}/names"]`));
  assert.match(await secretary.locator("main").innerText(), /मुख्य सचिव/);
  await look(secretary, "inquiry-names");
  await auditor.goto(`${inquiry}/names`);
  assert.match(await auditor.locator("main").innerText(), /मुख्य सचिव/);
  await look(auditor, "inquiry-names-auditor");
  const section = await council.at("cabinet_section");
  await look(section, "desk-inquiry-told");
  await secretary.goto(inquiry);
  await press(secretary, secretary.locator('[data-action="end_inquiry"] button'));
  await look(secretary, "inquiry-ended");
  assert.equal((await auditor.goto(`${inquiry}/names`))?.status(), 404);
  await secretary.goto("/readings");
  await look(secretary, "readings-named");
  await auditor.goto("/inquiries/new");
  await look(auditor, "inquiry-ask-without");
  await secretary.goto("/inquiries/new");
  await look(secretary, "inquiry-ask-secretary");
  assert.deepEqual(found, []);
  assert.deepEqual(council.problems, []);
  assert.ok(seen.size >= 30, `control: ${seen.size} screens`);
});
