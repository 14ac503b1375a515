// A note's way from an empty draft to the Chief Minister's order.
import assert from "node:assert/strict";
import { act, formOf, goTo, openFromDesk, openFromList, send } from "./council.mjs";

/** @typedef {import("./council.mjs").Council} Council */
/** @typedef {import("./council.mjs").Page} Page */
/** @typedef {import("./council.mjs").Locator} Locator */
/** @typedef {import("./sample.mjs").Note} Note */

/** The section officer opens the matter. @param {Council} council @param {Note} note */
export async function start(council, note) {
  const page = await council.at(`${note.department}_section`);
  await goTo(page, "/desk");
  await council.look(page, "desk-empty");
  await goTo(page, "/proposals");
  await council.look(page, "proposals-empty");
  await send(page, page.locator('a[data-action="start_proposal"]'));
  await council.look(page, "proposal-start");
  await act(page, "start_proposal", { number: note.number, subject: note.subject });
  assert.match(new URL(page.url()).pathname, /^\/proposals\/[^/]+\/draft$/);
  await council.look(page, "draft-empty");
  return page;
}

/**
 * Fills repeated rows: with scripts by the button that adds one, without in the spare rows, saving for more of them.
 *
 * @param {Page} page
 * @param {string} field name of the row's first field
 * @param {boolean} scripts
 * @param {string[][]} rows
 * @param {string[]} names of the row's fields
 */
export async function fillRows(page, field, scripts, rows, names) {
  const list = page.locator(".repeat", { has: page.locator(`[name="${field}"]`) });
  for (const [place, row] of rows.entries()) {
    if ((await list.locator("[data-repeat-row]").count()) <= place) {
      if (scripts) await list.locator("button.repeat-add").click();
      else await saveByButton(page);
    }
    const fields = list.locator("[data-repeat-row]").nth(place);
    for (const [index, name] of names.entries()) await fields.locator(`[name="${name}"]`).fill(row[index] ?? "");
  }
}

/** Writes every part of the note; saved by itself with scripts, by the button without. @param {Council} council @param {Page} page @param {Note} note */
export async function write(council, page, note) {
  await page.fill("#subject_en", note.subjectEnglish);
  await page.selectOption("#schedule", { label: note.schedule });
  await page.selectOption("#classification", { label: note.classification });
  for (const concern of note.concerns) await page.locator("label.choice", { hasText: concern }).click();
  const varies = note.varied === "" ? "नहीं" : "हाँ, परिवर्तन होता है";
  await page.locator("label.choice", { hasText: varies }).click();
  await page.fill("#varied", note.varied);
  for (const [key, words] of Object.entries(note.sections)) await writeSection(council, page, key, words);
  await page.fill("#crore", note.crore);
  await page.selectOption("#amount_kind", { label: note.amountKind });
  await page.fill("#head", note.head);
  await fillRows(page, "year_label", council.scripts, note.years, ["year_label", "year_crore"]);
  await fillRows(page, "milestone_what", council.scripts, note.milestones, ["milestone_what", "milestone_days"]);
  const points = note.points.map((point) => [point]);
  await fillRows(page, "point", council.scripts, points, ["point"]);
  if (council.scripts) {
    const line = page.locator("form.draft [data-save-state]");
    await page.locator("[name=point]").last().blur();
    await line.and(page.locator(".is-saved")).waitFor();
    assert.match((await line.textContent()) ?? "", /^\d\d:\d\d पर सुरक्षित$/);
    await council.look(page, "draft-saved", { languages: ["hi"] });
    // What was saved by itself is there when the page is opened anew.
    await page.reload();
    assert.equal(await page.inputValue("#subject_en"), note.subjectEnglish);
    assert.equal(await page.locator("[name=point]").first().inputValue(), note.points[0]);
    return;
  }
  await saveByButton(page);
}

/**
 * Writes a section as a person does: with scripts in its editor, line by line; else in its field.
 *
 * @param {Council} council
 * @param {Page} page
 * @param {string} key
 * @param {string} words
 */
export async function writeSection(council, page, key, words) {
  if (!council.scripts) return page.fill(`#section-${key}`, words);
  const [first, ...lines] = words.split("\n");
  await page.locator(`#editor-${key}`).fill(first ?? "");
  for (const line of lines) {
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.insertText(line);
  }
  assert.equal(await page.inputValue(`#section-${key}`), words, "the form carries what was written");
}

/** @param {Page} page */
export async function saveByButton(page) {
  await send(page, page.locator("form.draft .form-foot button"));
}

/** @param {Page} page @param {import("./sample.mjs").SamplePaper} paper */
export async function attach(page, paper) {
  await page.fill("#title", paper.title);
  await page.setInputFiles("#file", paper.file);
  await send(page, page.locator("form[enctype] button"));
  assert.equal(await page.locator("#papers ul.papers li", { hasText: paper.title }).count(), 1);
}

/** @param {Page} page @param {string} title */
export async function removePaper(page, title) {
  const row = page.locator("#papers ul.papers li", { hasText: title });
  await send(page, row.locator("form button"));
  assert.equal(await row.count(), 0);
}

/** Draft, papers, put up to the secretary. @param {Council} council @param {Note} note @param {{ removed?: boolean }} [options] `removed`: a paper is laid by mistake and taken out again */
export async function draft(council, note, { removed = false } = {}) {
  const page = await start(council, note);
  await write(council, page, note);
  for (const paper of note.papers) {
    await attach(page, paper);
    if (removed) {
      await attach(page, { ...paper, title: "भूल से लगा दस्तावेज" });
      await removePaper(page, "भूल से लगा दस्तावेज");
    }
  }
  await council.look(page, note.papers.length > 0 ? "draft-with-papers" : "draft-complete");
  await putUp(council, page);
}

/** @param {Council} council @param {Page} page the draft */
export async function putUp(council, page) {
  await page.fill("#remark", council.say("संक्षेपिका अनुमोदनार्थ प्रस्तुत है।"));
  await send(page, page.locator('button[data-action="put_up"]'));
  await council.look(page, "proposal-put-up");
}

/** The secretary asks Finance and Law. @param {Council} council @param {Note} note */
export async function ask(council, note) {
  const page = await council.at(`${note.department}_secretary`);
  await openFromDesk(page, note.subject);
  await council.look(page, "proposal-send-for-views");
  const form = await formOf(page, "send_for_views");
  assert.equal(await form.locator("input:checked").count(), 2, "Finance and Law are asked whatever is chosen beside");
  await act(page, "send_for_views", { remark: council.say("वित्त एवं विधि विभाग का अभिमत लिया जाए।") });
  await council.look(page, "proposal-consulting");
}

/** Chooses one of an act's choices by its label. @param {Locator} form @param {string} label */
export async function choose(form, label) {
  await form.locator("label.choice").getByText(label, { exact: true }).click();
}

/** Fills in a view with its conditions, each in a row of its own. @param {Council} council @param {Page} page @param {Note["views"][number]} view */
export async function writeView(council, page, { answer: label, view, conditions }) {
  const form = await formOf(page, "give_view");
  await choose(form, label);
  await form.locator('[name="text"]').fill(view);
  const rows = conditions.map((condition) => [condition]);
  await fillRows(page, "condition", council.scripts, rows, ["condition"]);
}

/** @param {Council} council @param {Note} note @param {Note["views"][number]} view */
export async function answer(council, note, view) {
  const page = await council.at(view.post);
  await openFromDesk(page, note.subject);
  await council.look(page, "proposal-give-view");
  await writeView(council, page, view);
  await act(page, "give_view");
  for (const condition of view.conditions) {
    assert.equal(await page.locator(".opinion li", { hasText: condition }).count(), 1, condition);
  }
  if (view.queryAnswer === undefined) return;
  assert.equal(await page.locator('form[data-action="give_view"]').count(), 1, "after a query the view is still owed");
  await council.look(page, "proposal-query");
  await answerQuery(council, note, view.queryAnswer);
}

/** The sponsoring secretary answers what was asked; until then nothing can be closed. @param {Council} council @param {Note} note @param {string} words */
async function answerQuery(council, note, words) {
  const page = await council.at(`${note.department}_secretary`);
  await openFromDesk(page, note.subject);
  await council.look(page, "proposal-answer-query");
  const text = council.say(words);
  await act(page, "answer_query", { text });
  assert.equal(await page.locator(".opinion", { hasText: text }).count(), 1);
  await council.look(page, "proposal-query-answered");
}

/** The sponsoring secretary reminds a department by telephone. @param {Council} council @param {Note} note @param {string} department */
export async function remind(council, note, department) {
  const page = await council.at(`${note.department}_secretary`);
  await openFromList(page, note.number);
  const form = await formOf(page, "remind");
  await council.look(page, "proposal-remind", { languages: ["hi"] });
  await choose(form, department);
  await choose(form, "दूरभाष पर");
  const words = council.say("अभिमत शीघ्र भेजने का अनुरोध किया गया।");
  await act(page, "remind", { whom: council.say("उप सचिव, वित्त विभाग"), text: words });
  await page.locator("details.plain summary", { hasText: "स्मरण" }).first().click();
  assert.ok((await page.locator("details.plain[open]").first().innerText()).includes(words));
  await council.look(page, "proposal-reminded", { languages: ["hi"] });
}

/** Finance's secretary marks the note to his officer, who notes and marks it back; the sponsoring secretary sees nothing of it. @param {Council} council @param {Note} note @param {string} words */
async function examine(council, note, words) {
  const secretary = await council.at("finance_secretary");
  await openFromDesk(secretary, note.subject);
  await formOf(secretary, "mark_for_view");
  await council.look(secretary, "proposal-mark-for-view");
  // Another language is another page, on which the form is folded again.
  const down = await formOf(secretary, "mark_for_view");
  await down.locator('select[name="desk"]').selectOption({ label: "उप सचिव, वित्त विभाग" });
  await act(secretary, "mark_for_view", { remark: council.say("परीक्षण कर टीप प्रस्तुत करें।") });
  const officer = await council.at("finance_officer");
  await goTo(officer, "/desk");
  await council.look(officer, "desk-mark-for-view");
  await openFromDesk(officer, note.subject);
  await council.look(officer, "proposal-noting");
  const up = await formOf(officer, "mark_for_view");
  await up.locator('select[name="desk"]').selectOption({ label: "प्रमुख सचिव, वित्त विभाग" });
  const noted = council.say(words);
  await act(officer, "mark_for_view", { remark: noted });
  await openFromDesk(secretary, note.subject);
  assert.equal(await secretary.locator("#view-sheet article", { hasText: noted }).count(), 1);
  await council.look(secretary, "proposal-noted");
  const sponsor = await council.at(`${note.department}_secretary`);
  await openFromList(sponsor, note.number);
  assert.ok(!(await sponsor.content()).includes(noted), "the sheet is Finance's own");
}

/** A note from an empty draft to the Chief Minister's order. @param {Council} council @param {Note} note */
export async function untilOrder(council, note) {
  await draft(council, note);
  await consult(council, note);
  await closeAndApprove(council, note);
  await submit(council, note);
  await order(council, note);
}

/** Every view of the note that comes. @param {Council} council @param {Note} note */
export async function consult(council, note) {
  await ask(council, note);
  if (note.reminded !== undefined) await remind(council, note, note.reminded);
  if (note.examined !== undefined) await examine(council, note, note.examined);
  for (const view of note.views) await answer(council, note, view);
}

/** The secretary ends the consultation, replies and approves. @param {Council} council @param {Note} note */
export async function closeAndApprove(council, note) {
  await closeConsultation(council, note);
  await reply(council, note);
  await approveAsSecretary(council, note);
}

/** @param {Council} council @param {Note} note */
export async function closeConsultation(council, note) {
  const page = await council.at(`${note.department}_secretary`);
  await openFromDesk(page, note.subject);
  await council.look(page, "proposal-close-consultation");
  await act(page, "close_consultation");
  await council.look(page, "proposal-consultation-closed");
}

/** What the department made of each condition, and of a view that does not concur. @param {Council} council @param {Note} note */
export async function reply(council, note) {
  const page = await council.at(`${note.department}_secretary`);
  await openFromDesk(page, note.subject);
  if (note.replies.length === 0) {
    assert.equal(await page.locator('form[data-action="reply_to_views"]').count(), 0, "nothing needs a reply");
    return;
  }
  await council.look(page, "proposal-reply");
  const rows = (await formOf(page, "reply_to_views")).locator("fieldset");
  assert.equal(await rows.count(), note.replies.length, "a row for each");
  for (const [place, { takenIn, reason }] of note.replies.entries()) {
    const row = rows.nth(place);
    await row.locator("select[name=taken_in]").selectOption({ label: takenIn ? "सम्मिलित" : "असम्मिलित" });
    await row.locator("textarea").fill(council.say(reason));
  }
  await act(page, "reply_to_views");
  await council.look(page, note.replies.length > 1 ? "proposal-replied" : "proposal-replied-once");
}

/** @param {Council} council @param {Note} note */
export async function approveAsSecretary(council, note) {
  const page = await council.at(`${note.department}_secretary`);
  await openFromDesk(page, note.subject);
  await council.look(page, "proposal-approve-as-secretary");
  await act(page, "approve_as_secretary", { remark: council.say("प्रस्ताव से सहमत।") });
}

/** The minister-in-charge approves in person, unless he is the Chief Minister, who is asked once; the secretary submits. @param {Council} council @param {Note} note */
export async function submit(council, note) {
  await approveAsMinister(council, note);
  await record(council, note);
  await submitOnly(council, note);
}

/** @param {Council} council @param {Note} note */
export async function approveAsMinister(council, note) {
  const minister = await council.at(note.minister);
  if (note.minister === "chief_minister") {
    await openFromList(minister, note.number);
    assert.equal(await minister.locator('form[data-action="approve_as_minister"]').count(), 0, "he is asked once");
    return;
  }
  await openFromDesk(minister, note.subject);
  await council.look(minister, "proposal-minister");
  await act(minister, "approve_as_minister", { remark: council.say("अनुमोदित।") });
}

/** The secretary puts on record what the rules want there before submission. @param {Council} council @param {Note} note */
export async function record(council, note) {
  const page = await council.at(`${note.department}_secretary`);
  await openFromDesk(page, note.subject);
  for (const label of note.records) {
    const form = await formOf(page, "record_precondition");
    await council.look(page, "proposal-record-precondition");
    await choose(form, label);
    await act(page, "record_precondition", {
      number: council.say("एफ 11-4/2026/समिति"),
      day: "5",
      month: "1",
      year: "2026",
      text: council.say("अनुशंसा की गई।"),
    });
    assert.match(await page.locator("dl.facts", { hasText: label }).innerText(), /5 जनवरी 2026/);
    await council.look(page, "proposal-recorded");
  }
}

/** @param {Council} council @param {Note} note */
export async function submitOnly(council, note) {
  const secretary = await council.at(`${note.department}_secretary`);
  await openFromDesk(secretary, note.subject);
  await council.look(
    secretary,
    note.minister === "chief_minister" ? "proposal-submit-under-chief-minister" : "proposal-submit",
  );
  await act(secretary, "submit", { remark: council.say("मंत्रि-परिषद के विचारार्थ।") });
  await council.look(secretary, "proposal-submitted");
}

/** The cabinet section returns the note; its section mends it and it comes again. @param {Council} council @param {Note} note */
export async function returnOnce(council, note) {
  const reason = council.say("वर्षवार राशि का आधार स्पष्ट नहीं है; पृष्ठभूमि में जोड़कर पुनः भेजें।");
  const wanting = "वित्तीय भार, मद एवं वर्षवार विवरण अंकित हैं";
  const page = await council.at("cabinet_section");
  await openFromDesk(page, note.subject);
  await choose(await formOf(page, "return_proposal"), wanting);
  await act(page, "return_proposal", { reason });
  await council.look(page, "proposal-returned-by-section");
  const section = await council.at(`${note.department}_section`);
  await goTo(section, "/desk");
  await council.look(section, "desk-returned");
  await openFromList(section, note.subject);
  const told = (await section.locator("div.notice.order").textContent()) ?? "";
  assert.ok(told.includes(reason) && told.includes(wanting), told);
  await council.look(section, "proposal-returned");
  await send(section, section.locator('a[data-action="edit_draft"]'));
  await council.look(section, "draft-returned");
  // Not saved before: the draft is put up as it stands on its page.
  const mended = council.say("वर्षवार राशि वित्त विभाग की सहमति के अनुसार है।");
  const background = await section.inputValue("#section-background");
  await writeSection(council, section, "background", `${background}\n${mended}`);
  await putUp(council, section);
  assert.ok((await section.locator(".note").innerText()).includes(mended));
  await approveAsSecretary(council, note);
  await submit(council, note);
}

/** The minister withdraws the note; it is drafted anew under the same file number. @param {Council} council @param {Note} note */
export async function withdraw(council, note) {
  const reason = council.say("भूमि आवंटन की दर पर विभाग पुनर्विचार करेगा।");
  const page = await council.at(note.minister);
  await openFromList(page, note.number);
  await act(page, "withdraw", { reason });
  assert.ok((await page.locator("div.notice.order").textContent())?.includes(reason));
  await council.look(page, "proposal-withdrawn");
}

/** Scrutiny by the checklist, forwarding, order. @param {Council} council @param {Note} note */
export async function order(council, note) {
  await scrutinise(council, note);
  await clear(council, note);
  const minister = await council.at("chief_minister");
  await goTo(minister, "/desk");
  await council.look(minister, "desk-chief-minister");
  await openFromDesk(minister, note.subject);
  await council.look(minister, "proposal-order");
  await act(minister, "order_for_meeting", { remark: council.say("बैठक में रखा जाए।") });
  await council.look(minister, "proposal-ordered");
}

/** The cabinet section ticks every item of the checklist. @param {Council} council @param {Note} note */
export async function scrutinise(council, note) {
  const section = await council.at("cabinet_section");
  await openFromDesk(section, note.subject);
  await council.look(section, "proposal-scrutinise");
  const items = (await formOf(section, "scrutinise")).locator("label.choice");
  assert.ok((await items.count()) > 1, "control: there is a checklist");
  for (const item of await items.all()) await item.click();
  await act(section, "scrutinise", { remark: council.say("परीक्षित। संक्षेपिका पूर्ण है।") });
}

/** @param {Council} council @param {Note} note */
export async function clear(council, note) {
  const chief = await council.at("chief_secretary");
  await openFromDesk(chief, note.subject);
  await council.look(chief, "proposal-clear");
  await act(chief, "clear", { remark: council.say("माननीय मुख्यमंत्री के आदेशार्थ।") });
}

/** What remains: the list, and the decided note with its whole register. @param {Council} council @param {Note} note */
export async function lookBack(council, note) {
  const page = await council.at("cabinet_section");
  await goTo(page, "/proposals");
  await council.look(page, "proposals");
  await openFromList(page, note.number);
  const movements = page.locator("aside details.plain").first();
  await movements.locator("summary").click();
  const register = await movements.locator("li").allInnerTexts();
  assert.ok(register.at(0)?.includes("उद्धरण की पावती"), register.join());
  assert.ok(register.at(-1)?.includes("संक्षेपिका प्रारंभ"), register.join());
  await council.look(page, "proposal-decided");
}
