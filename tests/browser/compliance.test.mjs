// What follows from a decision: the chief secretary sets tasks with the extract; a department orders, reports, asks for more
// time and says that it is done; the cabinet section looks, refuses and verifies.
import assert from "node:assert/strict";
import { test } from "node:test";
import { act, assemble, offered, openFromDesk } from "./journey/council.mjs";
import * as meeting from "./journey/meeting.mjs";
import * as proposal from "./journey/proposal.mjs";
import { notes } from "./journey/sample.mjs";
import { screens } from "./journey/screens.mjs";
import { stage } from "./lib/stage.mjs";

const staged = stage({ args: ["demo", "--people-only"] });
const LOOKED_AT = ["compliance-", "item-called"];
const WORDS = "आदेश दिनांक 05/01/2027 को जारी कर सभी जिलों को प्रेषित किया गया।";

test("tasks are set, put off, claimed, refused and verified", async () => {
  const { look: lookAt, found } = screens();
  const { browser, url } = staged();
  /** @type {import("./journey/council.mjs").Look} */
  const look = async (page, name, options) =>
    LOOKED_AT.some((begin) => name.startsWith(begin)) ? lookAt(page, name, options) : undefined;
  const council = assemble(browser, url, { look });
  const [note] = notes("swasthya-senior-resident");
  assert.ok(note, "a sample note");
  await proposal.untilOrder(council, note);
  await meeting.call(council, 1, 3);
  await meeting.arrange(council, 1, [note]);
  await meeting.release(council, 1);
  await meeting.openSitting(council, 1);
  const decisions = note.points.map(() => ({ label: "अनुमोदित" }));
  await meeting.decide(council, 1, note, decisions);
  await meeting.conclude(council, 1, note);
  await meeting.minute(council, 1);

  const above = await council.at("chief_secretary");
  await openFromDesk(above, note.subject);
  await look(above, "compliance-set");
  const what = await above.inputValue("#what-1");
  assert.notEqual(what, "", "the note's own schedule is proposed");
  await act(above, "issue_extract");
  await look(above, "compliance-extract");

  const secretary = await council.at("health_secretary");
  await openFromDesk(secretary, note.subject);
  await act(secretary, "acknowledge_extract");
  await secretary.goto("/compliance");
  await look(secretary, "compliance-register");
  await openFromDesk(secretary, what);
  for (const summary of await secretary.locator("aside details > summary").all()) await summary.click();
  await look(secretary, "compliance-task");
  await act(secretary, "record_task_order", {
    number: "एफ 7-2/2027/सत्रह",
    day: "5",
    month: "1",
    year: "2026",
    text: WORDS,
  });
  await act(secretary, "ask_extension", {
    day: "31",
    month: "12",
    year: "2035",
    reason: "निविदा पुनः आमंत्रित करनी होगी।",
  });
  await look(secretary, "compliance-asked");
  await act(secretary, "claim_task", { text: WORDS });

  const chief = await council.at("chief_minister");
  await openFromDesk(chief, what);
  await look(chief, "compliance-grant");
  await act(chief, "grant_extension");
  const section = await council.at("cabinet_section");
  await openFromDesk(section, what);
  await look(section, "compliance-verify");
  await act(section, "refuse_claim", { reason: "आदेश की प्रति सभी जिलों तक पहुँचने का प्रमाण नहीं है।" });
  // Whoever must act is told so, and what was seen is new no more.
  await secretary.goto("/notices");
  assert.match(await secretary.locator("main").innerText(), /पूर्ण नहीं माना गया है\s*नई/);
  await look(secretary, "compliance-notices-new", { languages: ["hi"] });
  await secretary.goto("/notices");
  assert.match(await secretary.locator("main").innerText(), /कोई नई सूचना नहीं/);
  await look(secretary, "compliance-notices");
  const staff = await council.at("energy_minister_staff");
  await staff.goto("/notices");
  await look(staff, "compliance-notices-staff");
  const auditor = await council.at("auditor");
  await auditor.goto("/notices");
  await look(auditor, "compliance-notices-none");
  await openFromDesk(secretary, what);
  await act(secretary, "claim_task", { text: `${WORDS} पावतियाँ प्राप्त हैं।` });
  await openFromDesk(section, what);
  await act(section, "verify_task");
  await look(section, "compliance-verified");
  assert.deepEqual([...(await offered(section))], []);
  await section.goto("/compliance?state=all");
  await look(section, "compliance-all");
  assert.match(await section.locator("main").innerText(), /पूर्ण, सत्यापित/);
  assert.deepEqual(found, []);
});
