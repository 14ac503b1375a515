// The whole cycle of a set of notes: from empty drafts to acknowledged extracts, in two meetings.
import * as meeting from "./meeting.mjs";
import * as proposal from "./proposal.mjs";
import { lacksView } from "./sample.mjs";

/** @typedef {import("./council.mjs").Council} Council */
/** @typedef {import("./sample.mjs").Note} Note */
/** @typedef {import("./meeting.mjs").PointDecision} PointDecision */
/**
 * @typedef {object} Cast
 * @property {Note[]} notes
 * @property {string} returned id of the note that the cabinet section returns once
 * @property {string} withdrawn id of the note that its minister withdraws and whose department drafts it anew
 * @property {string} deferred id of the note that the first meeting defers
 * @property {string} reader post of the member who reads the folder
 * @property {Record<string, PointDecision[]>} decisions by the note's id
 * @property {() => Promise<void>} [afterConsultations] runs when all views have come that come
 * @property {() => Promise<void>} [inSitting] runs when the first sitting has been opened
 * @property {number} [daysAhead] days from now to the first meeting
 */

/** @param {Council} council @param {Cast} cast */
export async function cycle(council, cast) {
  for (const note of cast.notes) {
    await proposal.draft(council, note, { removed: note.id === cast.returned });
    await proposal.consult(council, note);
    if (!lacksView(note)) await proposal.closeAndApprove(council, note);
    if (note.id === cast.withdrawn) {
      await proposal.withdraw(council, note);
      await proposal.draft(council, note);
      await proposal.consult(council, note);
      await proposal.closeAndApprove(council, note);
    }
  }
  await cast.afterConsultations?.();
  for (const note of cast.notes) {
    if (lacksView(note)) await proposal.closeAndApprove(council, note);
    await proposal.submit(council, note);
    if (note.id === cast.returned) await proposal.returnOnce(council, note);
    await proposal.order(council, note);
  }
  await meetings(council, cast);
}

/** @param {Council} council @param {Cast} cast */
async function meetings(council, cast) {
  const daysAhead = cast.daysAhead ?? 3;
  const put = cast.notes.filter((note) => note.id === cast.deferred);
  const decided = cast.notes.filter((note) => note.id !== cast.deferred);
  await meeting.call(council, 1, daysAhead);
  await meeting.arrange(council, 1, cast.notes);
  await meeting.release(council, 1);
  for (const note of cast.notes.filter((one) => one.papers.length > 0)) {
    await meeting.read(council, cast.reader, 1, note);
  }
  await meeting.openSitting(council, 1);
  await cast.inSitting?.();
  for (const note of decided) await meeting.decide(council, 1, note, decisionsOf(cast, note));
  for (const note of put) {
    await meeting.decide(
      council,
      1,
      note,
      note.points.map(() => ({ label: "आस्थगित", words: council.say("आगामी बैठक में विचार हेतु आस्थगित।") })),
    );
  }
  await finish(council, 1, decided, cast, "विषय 1 पर हुई चर्चा का सार जोड़ा जाए।");
  if (put.length > 0) {
    await meeting.call(council, 2, daysAhead + 4);
    await meeting.arrange(council, 2, put);
    await meeting.release(council, 2);
    await meeting.openSitting(council, 2);
    for (const note of put) await meeting.decide(council, 2, note, decisionsOf(cast, note));
    await finish(council, 2, put, cast);
  }
  await meeting.readMinutes(council, cast.reader, 1);
  for (const note of cast.notes) await proposal.lookBack(council, note);
}

/** @param {Council} council @param {number} number @param {Note[]} notes @param {Cast} cast @param {string} [returned] */
async function finish(council, number, notes, cast, returned) {
  const [first] = notes;
  if (first === undefined) return;
  await meeting.conclude(council, number, first);
  await meeting.minute(council, number, returned === undefined ? {} : { returned });
  for (const note of notes) await meeting.extract(council, note, decisionsOf(cast, note));
}

/** @param {Cast} cast @param {Note} note */
function decisionsOf(cast, note) {
  const decisions = cast.decisions[note.id];
  if (decisions?.length !== note.points.length) throw new Error(`${note.id} needs ${note.points.length} decisions`);
  return decisions;
}
