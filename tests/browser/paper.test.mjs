// A note comes on paper: it is registered with the approvals of its original file and runs like any other; a member whose post
// still gets printed copies asks for one.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { act, assemble, goTo, send } from "./journey/council.mjs";
import { arrange, call, release } from "./journey/meeting.mjs";
import { fillRows, order } from "./journey/proposal.mjs";
import { screens } from "./journey/screens.mjs";
import { root } from "./lib/places.mjs";
import { stage } from "./lib/stage.mjs";

const staged = stage();
const SUBJECT = "सतपुड़ा ताप विद्युत गृह की जलापूर्ति योजना का नवीनीकरण";
const NOTE = "संक्षेपिका, हस्ताक्षरित प्रति";
const SHEET = "नोटशीट, पृष्ठ 12 से 14";
const LOOKED_AT = "paper-";
const VIEW = "प्रस्ताव वित्तीय दृष्टि से उपयुक्त है।";
const CONDITION = "व्यय दो वित्तीय वर्षों में किया जाए।";

/** @param {import("playwright-core").Page} page @param {string} title @param {string} file */
async function lay(page, title, file) {
  await page.fill("#title", title);
  await page.setInputFiles("#file", join(root, "samples/papers", file));
  await send(page, page.locator("button[formenctype]"));
}

/** @param {import("playwright-core").Locator} row @param {string} prefix @param {string[]} date */
async function fillDate(row, prefix, [day = "", month = "", year = ""]) {
  for (const [part, value] of Object.entries({ day, month, year }))
    await row.locator(`[name="${prefix}_${part}"]`).fill(value);
}

/** @param {number} daysAhead */
function dateAhead(daysAhead) {
  const when = new Date(Date.now() + daysAhead * 86_400_000);
  return { day: String(when.getUTCDate()), month: String(when.getUTCMonth() + 1), year: String(when.getUTCFullYear()) };
}

test("a note from paper is received, and a numbered copy goes out", async () => {
  const { look: lookAt, found } = screens({ names: ["PDF"] });
  const { browser, url } = staged();
  /** @type {import("./journey/council.mjs").Look} */
  const look = async (page, name, options) => (name.startsWith(LOOKED_AT) ? lookAt(page, name, options) : undefined);
  const council = assemble(browser, url, { look });

  const chief = await council.at("chief_secretary");
  await chief.goto("/paper");
  await look(chief, "paper-register-empty");
  await chief.selectOption("#department", { label: "ऊर्जा विभाग" });
  await act(chief, "set_paper_route", {
    ...dateAhead(200),
    order: "मुख्य सचिव का आदेश क्रमांक एफ 1-2/2026, दिनांक 20/11/2026",
    reason: "विभाग की पुरानी नस्तियाँ अभी मूल रूप में चल रही हैं।",
  });

  const section = await council.at("cabinet_section");
  await goTo(section, "/proposals");
  await send(section, section.locator('a[data-action="register_from_paper"]'));
  await look(section, "paper-registration");
  await section.selectOption("#department", { label: "ऊर्जा विभाग" });
  await act(section, "register_from_paper", { number: "एफ 9-77/2026/तेरह", subject: SUBJECT });
  await look(section, "paper-draft-empty");
  await section.selectOption("#schedule", { index: 1 });
  await section.selectOption("#classification", { label: "गोपनीय" });
  // No earlier decision is varied.
  for (const choice of ["वित्तीय भार", "विधिक प्रश्न", "नहीं"])
    await section.locator("label.choice", { hasText: choice }).click();
  await section.fill("#crore", "12.5");
  await section.selectOption("#amount_kind", { label: "एकमुश्त" });
  await section.fill("#head", "2801-80-101");
  await fillRows(section, "point", true, [["जलापूर्ति योजना के नवीनीकरण पर 12.50 करोड़ रुपये के व्यय की स्वीकृति"]], ["point"]);
  await send(section, section.locator("form.draft .form-foot button"));
  await lay(section, NOTE, "swasthya-senior-resident.text.pdf");
  // What is typed before a file is attached stands there after it.
  await section.fill("#remark", "मूल नस्ती के साथ दो परिशिष्ट प्राप्त हुए।");
  await section.locator('[name="approval_year"]').first().fill("2025");
  await section.locator('textarea[name="approval_text"]').first().fill(VIEW);
  await lay(section, SHEET, "panchayat-majra-tola.scan.pdf");
  assert.equal(await section.inputValue("#remark"), "मूल नस्ती के साथ दो परिशिष्ट प्राप्त हुए।");
  assert.equal(await section.locator('[name="approval_year"]').first().inputValue(), "2025");
  assert.equal(await section.locator('textarea[name="approval_text"]').first().inputValue(), VIEW);
  // By itself it is saved as well.
  await section.locator('[name="approval_year"]').first().fill("2024");
  await section.waitForSelector("[data-save-state].is-saved");
  await section.goto(section.url());
  assert.equal(await section.locator('[name="approval_year"]').first().inputValue(), "2024");
  await section.locator('button[data-action="receive_from_paper"]').click();
  await section.waitForSelector(".errors li");
  await look(section, "paper-receipt-refused", { languages: ["hi"] });
  await section.selectOption("#note", { label: NOTE });
  for (const row of await section.locator("fieldset", { has: section.locator('[name="approval"]') }).all()) {
    await fillDate(row, "approval", ["28", "10", "2025"]);
    await row.locator('[name="approval_scan"]').selectOption({ label: SHEET });
    const answer = row.locator('select[name="approval_answer"]');
    if ((await answer.count()) === 0) continue;
    const conditional = (await row.locator("legend").first().innerText()).includes("वित्त");
    await answer.selectOption({ label: conditional ? "सशर्त सहमति" : "सहमति" });
    await row.locator('textarea[name="approval_text"]').fill(VIEW);
    if (conditional) await row.locator('textarea[name^="approval_condition"]').first().fill(CONDITION);
  }
  await look(section, "paper-receipt-filled", { languages: ["hi"] });
  await send(section, section.locator('button[data-action="receive_from_paper"]'));
  assert.match(await section.locator(".note").innerText(), /मूल नस्ती पर अनुमोदित/);
  assert.match(await section.locator(".note").innerText(), /सशर्त सहमति\s*मूल नस्ती पर/);
  await look(section, "paper-received");

  // The sponsoring department says what it made of the condition; then the section finds the note in order.
  const secretary = await council.at("energy_secretary");
  await secretary.goto("/desk");
  await look(secretary, "paper-secretary-desk");
  await send(secretary, secretary.locator("a.subject", { hasText: SUBJECT }));
  await look(secretary, "paper-secretary-replies");
  await secretary.locator('[name="taken_in"]').selectOption("yes");
  await send(secretary, secretary.locator('form[data-action="reply_to_views"] > button'));

  const note = /** @type {import("./journey/sample.mjs").Note} */ (/** @type {unknown} */ ({ subject: SUBJECT }));
  await order(council, note);
  await call(council, 2, 7);
  await arrange(council, 2, [note]);
  await release(council, 2);

  await section.goto("/paper");
  const reader = "finance_minister";
  const titles = await section.locator("#copy-post option").allInnerTexts();
  const place = titles.findIndex((title) => title.includes("वित्त"));
  await section.selectOption("#copy-post", { index: place });
  const allow = section.locator('form[action="/paper/allow-copies"]');
  const until = dateAhead(90);
  for (const [name, value] of Object.entries({
    ...until,
    order: "मुख्य सचिव का आदेश क्रमांक एफ 2-1/2026",
    reason: "दृष्टिबाधा",
  })) {
    await allow.locator(`[name="${name}"]`).fill(value);
  }
  await send(section, allow.locator("button"));
  const member = await council.at(reader);
  await member.goto("/proposals");
  await send(member, member.locator("a.subject", { hasText: SUBJECT }));
  await member
    .locator("details", { has: member.locator('form[data-action="ask_copy"]') })
    .locator("summary")
    .click();
  await look(member, "paper-copy-ask");
  const ask = member.locator('form[data-action="ask_copy"]');
  if (!(await ask.isVisible())) await member.locator("details", { has: ask }).locator("summary").click();
  await ask.locator("label.choice", { hasText: NOTE }).click();
  await send(member, ask.locator("button"));

  await section.goto("/desk");
  assert.match(await section.locator("main").innerText(), /छपी प्रति दें/);
  await look(section, "paper-section-desk");
  await section.goto("/paper");
  await look(section, "paper-register");
  await send(section, section.locator('form[action$="/give-copy"] button'));
  await section.waitForFunction(() =>
    [...document.querySelectorAll("img")].every((picture) => picture.complete && picture.naturalWidth > 0),
  );
  assert.match(await section.locator(".document").innerText(), /प्रति क्रमांक 1 · .*वित्त विभाग/);
  await look(section, "paper-copy");
  assert.deepEqual(found, []);
  assert.deepEqual(
    council.problems.filter((problem) => !problem.includes("422")),
    [],
  );
});
