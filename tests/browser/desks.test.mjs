// A file from desk to desk: pulled back before it was opened, not after; approval in anticipation of the council's, its
// register; a brief, and an order by telephone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { act, assemble, formOf, offered, openFromDesk, openFromList, send } from "./journey/council.mjs";
import { choose, closeAndApprove, consult, start, write } from "./journey/proposal.mjs";
import { notes } from "./journey/sample.mjs";
import { screens } from "./journey/screens.mjs";
import { stage } from "./lib/stage.mjs";

const staged = stage();
const OFFICER = "उप सचिव, ऊर्जा विभाग";
const SECRETARY = "प्रमुख सचिव, ऊर्जा विभाग";
const LOOKED_AT = "desks-";

/** The day of today in India, as a form asks for it. */
function today() {
  const date = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Kolkata" }).format(new Date());
  const [year = "", month = "", day = ""] = date.split("-");
  return { day, month, year };
}

/** @param {import("playwright-core").Page} page @param {string} desk */
async function putUpTo(page, desk) {
  await page.selectOption("#desk", { label: desk });
  await page.fill("#remark", "परीक्षण हेतु प्रस्तुत।");
  await send(page, page.locator('button[data-action="put_up"]'));
}

/** @param {import("playwright-core").Page} page @param {string} desk */
async function moveTo(page, desk) {
  const form = await formOf(page, "move_file");
  const choices = form.locator("label.choice", { hasText: desk });
  if ((await choices.count()) > 0) await choose(form, desk);
  await act(page, "move_file", { remark: "परीक्षण किया; प्रस्ताव नियमानुसार है।" });
}

/** Opens a matter and waits until the page has told that it was opened. @param {import("playwright-core").Page} page @param {string} words */
async function read(page, words) {
  const told = page.waitForResponse((response) => new URL(response.url()).pathname === "/openings");
  await openFromDesk(page, words);
  await told;
}

test("a file goes from desk to desk, is approved in anticipation, and an order is heard by telephone", async () => {
  const { look: lookAt, found } = screens();
  const { browser, url } = staged();
  /** @type {import("./journey/council.mjs").Look} */
  const look = async (page, name, options) => (name.startsWith(LOOKED_AT) ? lookAt(page, name, options) : undefined);
  const council = assemble(browser, url, { look });
  const [sample] = notes("urja-satpura");
  assert.ok(sample, "a sample note of energy");
  const note = { ...sample, number: "एफ 9-88/2026/तेरह", subject: `${sample.subject} (द्वितीय चरण)` };

  const section = await start(council, note);
  await write(council, section, note);
  await look(section, "desks-put-up", { languages: ["hi"] });
  await putUpTo(section, OFFICER);
  await look(section, "desks-put-up-done");
  await act(section, "pull_back_file", { reason: "एक परिशिष्ट छूट गया।" });
  await section.goto(`${section.url()}/draft`);
  await putUpTo(section, OFFICER);

  const officer = await council.at("energy_officer");
  await officer.goto("/desk");
  await look(officer, "desks-officer-desk");
  await read(officer, note.subject);
  await look(officer, "desks-officer");
  await section.reload();
  assert.ok(!(await offered(section)).has("pull_back_file"), "it was opened");
  await moveTo(officer, SECRETARY);
  await look(officer, "desks-sent");
  const secretary = await council.at("energy_secretary");
  await read(secretary, note.subject);
  await look(secretary, "desks-secretary");
  for (const summary of await secretary.locator("aside details.plain > summary").all()) await summary.click();
  await look(secretary, "desks-stays");
  assert.match(await secretary.locator("aside").innerText(), /उप सचिव, ऊर्जा विभाग/);

  await consult(council, note);
  await closeAndApprove(council, note);
  const minister = await council.at("energy_minister");
  await openFromDesk(minister, note.subject);
  await act(minister, "approve_as_minister", { remark: "अनुमोदित।" });

  await openFromDesk(secretary, note.subject);
  await act(secretary, "request_urgent_approval", {
    urgency: "वर्षा के पूर्व बाँध की मरम्मत आवश्यक है; अगली बैठक तक प्रतीक्षा में जन-धन की हानि संभव है।",
    delay: "क्षति 18 नवम्बर को हुई, जब पिछली बैठक हो चुकी थी।",
  });
  const chiefSecretary = await council.at("chief_secretary");
  await openFromDesk(chiefSecretary, note.subject);
  await look(chiefSecretary, "desks-urgency");
  await act(chiefSecretary, "forward_urgent_request", { remark: "अनुशंसित।" });
  const chief = await council.at("chief_minister");
  await openFromDesk(chief, note.subject);
  await look(chief, "desks-urgency-order");
  await act(chief, "approve_urgently", { remark: "प्रत्याशा में अनुमोदित।" });
  await chief.goto("/desk");
  await look(chief, "desks-chief-minister");
  await chief.goto("/urgent-approvals");
  await look(chief, "desks-register");
  assert.match(await chief.locator("main").innerText(), /प्रस्तुत होना शेष/);
  await openFromDesk(secretary, note.subject);
  await look(secretary, "desks-order", { languages: ["hi"] });
  await act(secretary, "record_urgent_order", { number: "एफ 9-12/2026/तेरह", ...today() });
  await look(secretary, "desks-order-recorded");

  await openFromDesk(secretary, note.subject);
  if ((await offered(secretary)).has("record_precondition")) {
    const form = await formOf(secretary, "record_precondition");
    const choice = form.locator("label.choice").first();
    if ((await choice.count()) > 0) await choice.click();
    await act(secretary, "record_precondition", { number: "एफ 11-4/2025", day: "5", month: "1", year: "2026" });
  }
  await act(secretary, "submit", { remark: "कार्योत्तर अनुमोदन हेतु प्रेषित।" });
  const cabinetSection = await council.at("cabinet_section");
  await openFromDesk(cabinetSection, note.subject);
  const scrutiny = await formOf(cabinetSection, "scrutinise");
  for (const item of await scrutiny.locator("label.choice").all()) await item.click();
  await act(cabinetSection, "scrutinise", { remark: "परीक्षित।" });
  await openFromDesk(chiefSecretary, note.subject);
  await act(chiefSecretary, "clear", { remark: "मान. मुख्यमंत्री के आदेशार्थ।" });

  const office = await council.at("chief_ministers_office");
  await openFromDesk(office, note.subject);
  await look(office, "desks-brief");
  await act(office, "write_brief", { text: "व्यय 2026-27 के बजट में सम्मिलित है। वित्त विभाग सहमत है।" });
  // Days are India's, wherever the test runs.
  const now = new Date(Date.now() + 330 * 60_000);
  await openFromList(office, note.number);
  const heard = await formOf(office, "record_telephone_order");
  assert.equal(await heard.count(), 1);
  await look(office, "desks-heard", { languages: ["hi"] });
  const day = {
    day: String(now.getUTCDate()),
    month: String(now.getUTCMonth() + 1),
    year: String(now.getUTCFullYear()),
    hour: "0",
    minute: "1",
  };
  // A circulation that was heard is shown as provisional, and is sent to nobody before it is confirmed; he gave no such order.
  const last = new Date(now.getTime() + 5 * 86_400_000);
  await choose(heard, "परिचालन द्वारा निर्णय का आदेश");
  await act(office, "record_telephone_order", {
    ...day,
    until_day: String(last.getUTCDate()),
    until_month: String(last.getUTCMonth() + 1),
    until_year: String(last.getUTCFullYear()),
    text: "पाँच दिन में परिचालन से निर्णय लिया जाए।",
  });
  const cabinet = await council.at("cabinet_section");
  await openFromList(cabinet, note.number);
  assert.ok(!(await offered(cabinet)).has("send_circulation"));
  await look(cabinet, "desks-heard-circulation");
  await chief.goto("/desk");
  await openFromDesk(chief, note.subject);
  await look(chief, "desks-confirm-circulation");
  await act(chief, "disown_telephone_order", { reason: "परिचालन नहीं, बैठक।" });
  await openFromList(office, note.number);
  await choose(await formOf(office, "record_telephone_order"), "बैठक में रखने का आदेश");
  await act(office, "record_telephone_order", { ...day, text: "अगली बैठक में रखा जाए।" });
  await chief.goto("/desk");
  await openFromDesk(chief, note.subject);
  await look(chief, "desks-confirm");
  await act(chief, "confirm_telephone_order", { remark: "पुष्टि।" });
  await openFromList(chief, note.number);
  assert.match(await chief.locator("main").innerText(), /मुख्यमंत्री द्वारा पुष्ट/);
  assert.deepEqual(found, []);
  assert.deepEqual(
    council.problems.filter((problem) => !problem.includes("422")),
    [],
  );
});
