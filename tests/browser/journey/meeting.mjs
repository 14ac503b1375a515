// A meeting's way: proposed, called, listed, released, held, minuted, and each decision back to its department.
import assert from "node:assert/strict";
import { act, formOf, goTo, openFromDesk, send } from "./council.mjs";

/** @typedef {import("./council.mjs").Council} Council */
/** @typedef {import("./council.mjs").Page} Page */
/** @typedef {import("./sample.mjs").Note} Note */
/** @typedef {{ label: string, words?: string }} PointDecision `words`: other than the point's own */

const PLACE = "मंत्रालय, वल्लभ भवन, भोपाल";
const DAY_MS = 86_400_000;
const IST_MS = 5.5 * 3_600_000;

/** Opens a meeting from the list of meetings. @param {Page} page @param {number} number of the meeting */
export async function openMeeting(page, number) {
  await goTo(page, "/meetings");
  await send(page, page.getByRole("link", { name: `मंत्रि-परिषद की बैठक क्रमांक ${number}`, exact: true }));
}

/** The section proposes, the Chief Minister calls. @param {Council} council @param {number} number @param {number} daysAhead of the calendar */
export async function call(council, number, daysAhead) {
  const section = await council.at("cabinet_section");
  await goTo(section, "/meetings");
  await council.look(section, number === 1 ? "meetings-empty" : "meetings");
  await send(section, section.locator('a[data-action="propose_meeting"]'));
  await council.look(section, "meeting-propose");
  const when = new Date(Date.now() + daysAhead * DAY_MS + IST_MS);
  const [day, month, year] = [when.getUTCDate(), when.getUTCMonth() + 1, when.getUTCFullYear()].map(String);
  await act(section, "propose_meeting", {
    day: day ?? "",
    month: month ?? "",
    year: year ?? "",
    hour: "11",
    minute: "30",
    place: council.say(PLACE),
  });
  await council.look(section, "meeting-proposed");
  const minister = await council.at("chief_minister");
  await openFromDesk(minister, `बैठक क्रमांक ${number}`);
  await council.look(minister, "meeting-call");
  await act(minister, "call_meeting");
  await council.look(minister, "meeting-called");
}

/** @param {Page} page @param {string} subject */
async function list(page, subject) {
  await send(page, page.locator("tr", { hasText: subject }).locator('form[data-action="arrange_agenda"] button'));
}

/** Subjects on the agenda, in its order. @param {Page} page */
function listed(page) {
  return page.locator("ol.agenda .subject").allInnerTexts();
}

/** Items are listed, taken off, and put in order; the Chief Minister approves. @param {Council} council @param {number} number @param {Note[]} notes */
export async function arrange(council, number, notes) {
  const page = await council.at("cabinet_section");
  await openFromDesk(page, `बैठक क्रमांक ${number}`);
  await council.look(page, "meeting-agenda-empty");
  for (const note of notes) await list(page, note.subject);
  assert.deepEqual(
    await listed(page),
    notes.map((note) => note.subject),
  );
  await council.look(page, "meeting-agenda");
  const last = notes.at(-1);
  if (last !== undefined && notes.length > 1) {
    const item = page.locator("li.agenda-item", { hasText: last.subject });
    await send(page, item.locator("button.quiet"));
    assert.equal((await listed(page)).length, notes.length - 1);
    await list(page, last.subject);
    // The last comes to the first place, one place a press.
    for (let place = notes.length; place > 1; place -= 1) {
      await send(page, page.getByRole("button", { name: `विषय ${place} ऊपर करें` }));
    }
    await send(page, page.getByRole("button", { name: "विषय 1 नीचे करें" }));
    await send(page, page.getByRole("button", { name: "विषय 2 ऊपर करें" }));
    assert.deepEqual(
      await listed(page),
      [last, ...notes.slice(0, -1)].map((note) => note.subject),
    );
  }
  const minister = await council.at("chief_minister");
  await openFromDesk(minister, `बैठक क्रमांक ${number}`);
  await council.look(minister, "meeting-approve-agenda");
  await act(minister, "approve_agenda");
}

/** The folder goes out to every member and to the invitee. @param {Council} council @param {number} number */
export async function release(council, number) {
  const page = await council.at("cabinet_section");
  await openFromDesk(page, `बैठक क्रमांक ${number}`);
  await council.look(page, "meeting-release");
  const form = await formOf(page, "release_folder");
  await form.locator("label.choice", { hasText: "स्थायी आमंत्रित" }).click();
  await act(page, "release_folder");
  await council.look(page, "meeting-released");
}

/** A member reads a note of the folder and turns the pages of its papers. @param {Council} council @param {string} post @param {number} number @param {Note} note */
export async function read(council, post, number, note) {
  const page = await council.at(post);
  await goTo(page, "/desk");
  await council.look(page, "desk-of-member");
  await openMeeting(page, number);
  await council.look(page, "meeting-of-member");
  await send(page, page.locator("ol.agenda a.subject", { hasText: note.subject }));
  await council.look(page, "proposal-of-member");
  const proposal = page.url();
  for (const paper of note.papers) {
    await send(page, page.locator("ul.papers a", { hasText: paper.title }));
    await pictureLoads(page);
    await council.look(page, "paper-first-page");
    const next = page.locator('a[rel="next"]');
    if ((await next.count()) > 0) {
      await send(page, next);
      await pictureLoads(page);
      await council.look(page, "paper-next-page");
    }
    await send(page, page.locator('.head a[href^="/proposals/"]'));
    assert.equal(page.url(), proposal);
  }
}

/** The picture of the page is really there, not a broken frame. @param {Page} page */
export async function pictureLoads(page) {
  const picture = page.locator("img.viewer-page");
  const width = await picture.evaluate((image) => /** @type {HTMLImageElement} */ (image).naturalWidth);
  assert.ok(width >= 1000, `the picture is ${width} px wide`);
}

/** @param {Council} council @param {number} number */
export async function openSitting(council, number) {
  const page = await council.at("cabinet_section");
  await openFromDesk(page, `बैठक क्रमांक ${number}`);
  await council.look(page, "meeting-open-sitting");
  await act(page, "open_sitting");
  await council.look(page, "meeting-in-session");
}

/** One item is laid before the council and decided point by point. @param {Council} council @param {number} number @param {Note} note @param {PointDecision[]} decisions */
export async function decide(council, number, note, decisions) {
  const page = await council.at("cabinet_section");
  await openMeeting(page, number);
  const item = page.locator("li.agenda-item", { hasText: note.subject });
  await send(page, item.locator('form[data-action="call_item"] button'));
  await council.look(page, "item-called");
  await openMeeting(page, number);
  await council.look(page, "meeting-item-in-hand");
  await send(page, page.locator('a[data-action="record_decisions"]'));
  const points = page.locator('form[data-action="record_decisions"] section.point');
  assert.equal(await points.count(), note.points.length);
  for (const [place, { label, words }] of decisions.entries()) {
    const point = points.nth(place);
    await point.locator("label.choice").getByText(label, { exact: true }).click();
    if (words !== undefined) await point.locator("textarea").fill(words);
  }
  await act(page, "record_decisions");
  const settled = page.locator("li.agenda-item.settled", { hasText: note.subject });
  assert.equal(await settled.count(), 1);
  await council.look(page, "meeting-item-decided");
}

/** The sitting ends. @param {Council} council @param {number} number @param {Note} note one that was decided, to look at its page */
export async function conclude(council, number, note) {
  const page = await council.at("cabinet_section");
  await openMeeting(page, number);
  await send(page, page.locator("ol.agenda a.subject", { hasText: note.subject }));
  await council.look(page, "item-decided");
  await openMeeting(page, number);
  await council.look(page, "meeting-all-decided");
  await act(page, "conclude_sitting");
  await council.look(page, "meeting-concluded");
}

/** @param {Page} page @param {string} key of the link on the meeting's page */
async function toMinutes(page, key) {
  await send(page, page.locator(`a[data-action="${key}"]`));
}

/** The minutes are written, sent back once if so wished, approved, and circulated. @param {Council} council @param {number} number @param {{ returned?: string, added?: string }} [options] */
export async function minute(council, number, { returned, added = "" } = {}) {
  const name = `बैठक क्रमांक ${number}`;
  await draftMinutes(council, name, added);
  await submitMinutes(council, name);
  const minister = await council.at("chief_minister");
  if (returned !== undefined) {
    await openFromDesk(minister, name);
    await toMinutes(minister, "approve_minutes");
    await act(minister, "return_minutes", { reason: council.say(returned) });
    await draftMinutes(council, name, council.say("सदस्यों की टिप्पणियाँ सम्मिलित की गईं।"));
    await submitMinutes(council, name);
  }
  await openFromDesk(minister, name);
  await council.look(minister, "meeting-minutes-submitted");
  await toMinutes(minister, "approve_minutes");
  await council.look(minister, "minutes-approve");
  await act(minister, "approve_minutes");
  const section = await council.at("cabinet_section");
  await openFromDesk(section, name);
  await toMinutes(section, "circulate_minutes");
  await council.look(section, "minutes-circulate");
  await act(section, "circulate_minutes");
  await council.look(section, "minutes-circulated");
}

/** @param {Council} council @param {string} name @param {string} added */
async function draftMinutes(council, name, added) {
  const page = await council.at("cabinet_section");
  await openFromDesk(page, name);
  await toMinutes(page, "draft_minutes");
  await council.look(page, "minutes-draft");
  const minutes = await page.inputValue("#minutes");
  assert.ok(minutes.includes("विषय 1:"), "the minutes begin with what was decided");
  await act(page, "draft_minutes", { minutes: added === "" ? minutes : `${minutes}\n\n${added}` });
  await council.look(page, "minutes-drafted");
}

/** @param {Council} council @param {string} name */
async function submitMinutes(council, name) {
  const page = await council.at("chief_secretary");
  await openFromDesk(page, name);
  await toMinutes(page, "submit_minutes");
  await council.look(page, "minutes-submit");
  await act(page, "submit_minutes");
}

/** The extract goes to the department, which acknowledges it. @param {Council} council @param {Note} note @param {PointDecision[]} decisions */
export async function extract(council, note, decisions) {
  const chief = await council.at("chief_secretary");
  await openFromDesk(chief, note.subject);
  await council.look(chief, "item-issue-extract");
  await act(chief, "issue_extract");
  await council.look(chief, "item-extract-issued");
  const secretary = await council.at(`${note.department}_secretary`);
  await openFromDesk(secretary, note.subject);
  await council.look(secretary, "extract-acknowledge");
  const words = await secretary.locator("article.document").innerText();
  assert.ok(words.includes(note.number) && words.includes(note.subject));
  for (const { label, words: decided } of decisions) {
    assert.ok(words.includes(label) && words.includes(decided ?? ""), `the extract says: ${label}`);
  }
  assert.ok(!words.includes(note.sections.background ?? "…"), "an extract tells nothing of the note");
  await act(secretary, "acknowledge_extract");
  assert.ok((await secretary.locator(".document-foot").innerText()).includes("पावती"));
  await council.look(secretary, "extract-acknowledged");
}

/** A member reads the circulated minutes. @param {Council} council @param {string} post @param {number} number */
export async function readMinutes(council, post, number) {
  const page = await council.at(post);
  await openMeeting(page, number);
  await send(page, page.locator('aside a.button[href$="/minutes"]'));
  await council.look(page, "minutes-of-member");
  assert.ok((await page.locator("article.document").innerText()).includes("विषय 1:"));
}
