// The Chief Minister's other orders: a note is declined, and one is decided by circulation, with everything that is
// refused on its way.
import assert from "node:assert/strict";
import { act, formOf, goTo, openFromDesk, openFromList, press } from "./council.mjs";
import * as proposal from "./proposal.mjs";
import { attemptAct, refused } from "./refusals.mjs";

/** @typedef {import("./council.mjs").Council} Council */
/** @typedef {import("./sample.mjs").Note} Note */

const DAY_MS = 86_400_000;
const IST_MS = 5.5 * 3_600_000;
const AGREES = "सहमत";
const REASON = "प्रथम किश्त चालू वर्ष के प्रावधान में उपलब्ध नहीं है।";
/** What each member answers; whoever does not simply agree says why. @type {[string, string, string][]} */
const ANSWERS = [
  ["energy_minister", AGREES, ""],
  ["health_minister", AGREES, ""],
  ["panchayat_minister", AGREES, "ग्रामीण विद्युतीकरण की दृष्टि से भी आवश्यक।"],
  ["industry_minister", AGREES, ""],
  ["agriculture_minister", "बैठक में चर्चा चाहते हैं", "कृषि फीडर पर प्रभाव की चर्चा हो।"],
  ["finance_minister", "असहमत", REASON],
  ["law_minister", AGREES, ""],
];

/** A note comes to the Chief Minister, who declines it. @param {Council} council @param {Note} note */
export async function decline(council, note) {
  await proposal.draft(council, note);
  await proposal.consult(council, note);
  await proposal.closeAndApprove(council, note);
  await proposal.submit(council, note);
  await proposal.scrutinise(council, note);
  await proposal.clear(council, note);
  const minister = await council.at("chief_minister");
  await refused(council, minister, "proposal-decline-refused", 422, async () => {
    await openFromDesk(minister, note.number);
    return attemptAct(minister, "decline", { reason: " " });
  });
  await openFromDesk(minister, note.subject);
  const reason = council.say("पदों की आवश्यकता का पुनः आकलन किया जाए।");
  await act(minister, "decline", { reason });
  await council.look(minister, "proposal-declined");
  const secretary = await council.at(`${note.department}_secretary`);
  await openFromList(secretary, note.number);
  assert.ok((await secretary.locator("div.notice.order").textContent())?.includes(reason), "the department reads why");
  assert.equal(await secretary.locator("form[data-action]").count(), 0, "nothing more is done with it");
}

/** A note is decided by circulation. @param {Council} council @param {Note} note @param {number} daysAhead to the last day, of the calendar */
export async function circulate(council, note, daysAhead) {
  await consulted(council, note);
  await submitted(council, note);
  await ordered(council, note, daysAhead);
  await answered(council, note);
  await approved(council, note);
}

/** @param {Council} council @param {Note} note */
async function consulted(council, note) {
  await proposal.draft(council, note);
  await proposal.ask(council, note);
  const secretary = await council.at(`${note.department}_secretary`);
  await refused(council, secretary, "proposal-remind-refused", 422, async () => {
    await openFromList(secretary, note.number);
    await (await formOf(secretary, "remind")).locator('[name="department"]').first().check();
    return attemptAct(secretary, "remind", { text: REASON });
  });
  if (note.reminded !== undefined) await proposal.remind(council, note, note.reminded);
  const conditional = note.views.find((view) => view.conditions.length > 0);
  assert.ok(conditional, "control: one of its views has conditions");
  const department = await council.at(conditional.post);
  await refused(council, department, "proposal-give-view-refused", 422, async () => {
    await openFromDesk(department, note.number);
    const form = await formOf(department, "give_view");
    await form.locator('input[value="concurs_with_conditions"]').check();
    return attemptAct(department, "give_view", { text: conditional.view });
  });
  for (const view of note.views) await proposal.answer(council, note, view);
  await proposal.closeConsultation(council, note);
  await refused(council, secretary, "proposal-unreplied-refused", 422, async () => {
    await openFromDesk(secretary, note.number);
    return attemptAct(secretary, "approve_as_secretary", { remark: REASON });
  });
  await refused(council, secretary, "proposal-reply-refused", 422, async () => {
    await openFromDesk(secretary, note.number);
    const form = await formOf(secretary, "reply_to_views");
    for (const select of await form.locator("select[name=taken_in]").all()) await select.selectOption("no");
    return press(secretary, form.locator("button").last());
  });
  await proposal.reply(council, note);
  await proposal.approveAsSecretary(council, note);
}

/** @param {Council} council @param {Note} note */
async function submitted(council, note) {
  await proposal.approveAsMinister(council, note);
  const secretary = await council.at(`${note.department}_secretary`);
  await refused(council, secretary, "proposal-submit-refused", 422, async () => {
    await openFromDesk(secretary, note.number);
    return attemptAct(secretary, "submit", { remark: REASON });
  });
  await refused(council, secretary, "proposal-record-refused", 422, async () => {
    await openFromDesk(secretary, note.number);
    const fields = { number: "एफ 11-4/2026/समिति", day: "31", month: "2", year: "2026", text: REASON };
    return attemptAct(secretary, "record_precondition", fields);
  });
  await proposal.record(council, note);
  await proposal.submitOnly(council, note);
  const section = await council.at("cabinet_section");
  await refused(council, section, "proposal-scrutinise-refused", 422, async () => {
    await openFromDesk(section, note.number);
    await (await formOf(section, "scrutinise")).locator("label.choice").first().click();
    return attemptAct(section, "scrutinise", { remark: REASON });
  });
  await proposal.scrutinise(council, note);
  await proposal.clear(council, note);
}

/** @param {Council} council @param {Note} note @param {number} daysAhead */
async function ordered(council, note, daysAhead) {
  const minister = await council.at("chief_minister");
  await refused(council, minister, "proposal-order-for-circulation-refused", 422, async () => {
    await openFromDesk(minister, note.number);
    return attemptAct(minister, "order_for_circulation", { day: "31", month: "2", year: "2026", remark: REASON });
  });
  await openFromDesk(minister, note.subject);
  const form = await formOf(minister, "order_for_circulation");
  await form.locator("label.choice").click();
  const when = new Date(Date.now() + daysAhead * DAY_MS + IST_MS);
  const [day, month, year] = [when.getUTCDate(), when.getUTCMonth() + 1, when.getUTCFullYear()].map(String);
  await act(minister, "order_for_circulation", {
    day: day ?? "",
    month: month ?? "",
    year: year ?? "",
    remark: council.say("अत्यावश्यक होने से परिचालन द्वारा निर्णय लिया जाए।"),
  });
  await council.look(minister, "proposal-circulation-ordered");
  const section = await council.at("cabinet_section");
  await openFromDesk(section, note.subject);
  await council.look(section, "proposal-send-circulation");
  await act(section, "send_circulation", { remark: council.say("माननीय सदस्यों को परिचालित।") });
  await council.look(section, "proposal-circulating");
}

/** @param {Council} council @param {Note} note */
async function answered(council, note) {
  const conditions = note.views.flatMap((view) => view.conditions);
  for (const [post, label, words] of ANSWERS) {
    const page = await council.at(post);
    if (post === "finance_minister") {
      await refused(council, page, "proposal-answer-circulation-refused", 422, async () => {
        await openFromDesk(page, note.number);
        const form = await formOf(page, "answer_circulation");
        await form.locator('input[value="disagrees"]').check();
        return attemptAct(page, "answer_circulation", { remark: " " });
      });
    }
    await goTo(page, "/desk");
    await council.look(page, "desk-circulation");
    await openFromDesk(page, note.subject);
    for (const condition of conditions) {
      assert.ok((await page.locator(".note").innerText()).includes(condition), `${post} reads what was asked for`);
    }
    await council.look(page, "proposal-answer-circulation");
    await proposal.choose(await formOf(page, "answer_circulation"), label);
    await act(page, "answer_circulation", { remark: words === "" ? "" : council.say(words) });
    await council.look(page, "proposal-circulation-answered");
    if (post === "health_minister") await closedTooEarly(council, note);
  }
}

/** While members are silent and there is time, the circulation goes on. @param {Council} council @param {Note} note */
async function closedTooEarly(council, note) {
  const section = await council.at("cabinet_section");
  await refused(council, section, "proposal-close-circulation-refused", 422, async () => {
    await openFromList(section, note.number);
    return attemptAct(section, "close_circulation");
  });
}

/** @param {Council} council @param {Note} note */
async function approved(council, note) {
  const section = await council.at("cabinet_section");
  await openFromDesk(section, note.subject);
  await council.look(section, "proposal-close-circulation");
  await act(section, "close_circulation");
  const minister = await council.at("chief_minister");
  await refused(council, minister, "proposal-approve-by-circulation-refused", 422, async () => {
    await openFromDesk(minister, note.number);
    return attemptAct(minister, "approve_by_circulation", { remark: " " });
  });
  await openFromDesk(minister, note.subject);
  const members = await minister.locator(".note").innerText();
  assert.ok(members.includes(REASON), "whoever approves reads who disagrees, and why");
  await council.look(minister, "proposal-approve-by-circulation");
  await act(minister, "approve_by_circulation", { remark: council.say("प्रावधान अनुपूरक अनुमान में किया जाएगा। अनुमोदित।") });
  await council.look(minister, "proposal-approved-by-circulation");
}
