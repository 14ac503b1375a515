// A member takes no part in an item: from that moment he finds nothing of it, and only the Chief Minister lets him take part again.
import assert from "node:assert/strict";
import { test } from "node:test";
import { act, assemble, formOf, send } from "./journey/council.mjs";
import * as meeting from "./journey/meeting.mjs";
import * as proposal from "./journey/proposal.mjs";
import { notes } from "./journey/sample.mjs";
import { screens } from "./journey/screens.mjs";
import { stage } from "./lib/stage.mjs";

const staged = stage({ args: ["demo", "--people-only"] });
const MEMBER = "agriculture_minister";
const APART = "आप इस विषय से पृथक हैं";

test("a member recuses himself after he has read, another one is recorded, and the Chief Minister lifts it", async () => {
  const { look: lookAt, found } = screens();
  const { browser, url } = staged();
  /** @type {import("./journey/council.mjs").Look} */
  const look = async (page, name, options) => (name.startsWith("recusal") ? lookAt(page, name, options) : undefined);
  const council = assemble(browser, url, { look });
  const [note] = notes("swasthya-senior-resident");
  assert.ok(note, "a sample note");
  await proposal.untilOrder(council, note);
  await meeting.call(council, 1, 3);
  await meeting.arrange(council, 1, [note]);
  await meeting.release(council, 1);
  await meeting.read(council, MEMBER, 1, note);

  const member = await council.at(MEMBER);
  const address = member.url();
  await meeting.openMeeting(member, 1);
  await look(member, "recusal-offered");
  await send(member, member.locator('a[href$="/recuse-self"]'));
  await look(member, "recusal-self");
  await act(member, "recuse_self", { reason: "संबंधित संस्था में निकट संबंधी का हित है।" });
  await meeting.openMeeting(member, 1);
  const agenda = await member.locator("ol.agenda").innerText();
  assert.ok(agenda.includes(APART) && !agenda.includes(note.subject), agenda);
  await look(member, "recusal-member");
  const gone = await member.goto(address);
  assert.equal(gone?.status(), 404, "the note that he had read");

  const section = await council.at("cabinet_section");
  await meeting.openMeeting(section, 1);
  await send(section, section.locator('a[href$="/recusals"]'));
  const list = section.url();
  await look(section, "recusal-list");
  const form = await formOf(section, "recuse_member");
  await form.locator('select[name="member"]').selectOption({ label: "माननीय मंत्री, ऊर्जा विभाग" });
  await assert.rejects(act(section, "recuse_member"), /किसके कहने पर/);
  await section.goto(list);
  const again = await formOf(section, "recuse_member");
  await again.locator('select[name="member"]').selectOption({ label: "माननीय मंत्री, ऊर्जा विभाग" });
  await again.locator("label.choice", { hasText: "सदस्य के कहने पर" }).click();
  await act(section, "recuse_member", { reason: "दूरभाष पर सूचित किया।" });
  await look(section, "recusal-recorded");

  const other = await council.at("energy_minister");
  await meeting.openMeeting(other, 1);
  assert.ok((await other.locator("ol.agenda").innerText()).includes(APART));
  const chief = await council.at("chief_minister");
  await chief.goto(list);
  await look(chief, "recusal-chief");
  const lifts = chief.locator("article.note", { hasText: "माननीय मंत्री, ऊर्जा विभाग" });
  await lifts.locator("summary").click();
  await lifts.locator('textarea[name="reason"]').fill("संबंधित ने स्पष्ट किया कि हित नहीं है।");
  await send(chief, lifts.locator("form button").last());
  await meeting.openMeeting(other, 1);
  assert.ok((await other.locator("ol.agenda").innerText()).includes(note.subject), "he takes part again");

  await meeting.openSitting(council, 1);
  await meeting.decide(
    council,
    1,
    note,
    note.points.map(() => ({ label: "अनुमोदित" })),
  );
  await meeting.conclude(council, 1, note);
  await meeting.minute(council, 1);
  await meeting.readMinutes(council, MEMBER, 1);
  assert.ok(!(await member.locator("main").innerText()).includes(note.subject));
  await look(member, "recusal-minutes");
  await meeting.readMinutes(council, "chief_minister", 1);
  assert.ok((await chief.locator("main").innerText()).includes("पृथक रहे"));
  await look(chief, "recusal-minutes-whole");
  assert.deepEqual(found, []);
});
