// What a person sees when something is not done: each refusal once in either language, with the words that were typed.
import assert from "node:assert/strict";
import { formOf, goTo, openFromDesk, openFromList, press, send } from "./council.mjs";
import { openMeeting } from "./meeting.mjs";
import { putUp, start, write, writeSection } from "./proposal.mjs";
import { speak } from "./screens.mjs";

/** @typedef {import("./council.mjs").Council} Council */
/** @typedef {import("./council.mjs").Page} Page */
/** @typedef {import("./sample.mjs").Note} Note */

/** @type {["en", "hi"]} English first, so that everybody's pages are in Hindi afterwards. */
const LANGUAGES = ["en", "hi"];
const LONG = "यह टिप्पणी लिखी जा चुकी थी और दोबारा लिखनी न पड़े।";

/**
 * Tries in either language what must be refused, and looks at the answer.
 *
 * @param {Council} council
 * @param {Page} page
 * @param {string} name of the screen
 * @param {number} status
 * @param {() => Promise<number>} attempt answers with the status that it got
 */
export async function refused(council, page, name, status, attempt) {
  for (const language of LANGUAGES) {
    if (council.scripts || language === "hi") {
      await goTo(page, "/desk");
      if (council.scripts) await speak(page, language);
      assert.equal(await attempt(), status, name);
      await council.look(page, name, { languages: [language] });
    }
  }
}

/** Presses the button of an act's form with these texts in it. @param {Page} page @param {string} key @param {Record<string, string>} [fields] */
export async function attemptAct(page, key, fields = {}) {
  const form = await formOf(page, key);
  for (const [name, words] of Object.entries(fields)) await form.locator(`[name="${name}"]`).fill(words);
  return press(page, form.locator("button:not([type=button])").last());
}

/** In a sitting: ended too early, decided without an outcome. @param {Council} council @param {number} number of the meeting */
export async function inSitting(council, number) {
  const page = await council.at("cabinet_section");
  await refused(council, page, "error-conclude-too-early", 422, async () => {
    await openMeetingOnDesk(page);
    return attemptAct(page, "conclude_sitting");
  });
  await refused(council, page, "item-record-refused", 422, async () => {
    await openMeetingOnDesk(page);
    await send(
      page,
      page.locator("li.agenda-item", { has: page.locator(".agenda-number", { hasText: /^1$/ }) }).locator("a.subject"),
    );
    return attemptAct(page, "record_decisions", { "text.1": "" });
  });
  await openMeeting(page, number);
  assert.equal(await page.locator("li.agenda-item.settled").count(), 0, "nothing is decided");
}

/** Whatever the language of the page: the one meeting that waits. @param {Page} page */
async function openMeetingOnDesk(page) {
  await goTo(page, "/desk");
  await send(page, page.locator('a.subject[href^="/meetings/"]').first());
}

/** A matter of its own, on which everything goes wrong that can. @param {Council} council @param {Note} note of the energy department */
export async function refusals(council, note) {
  const page = await council.at("energy_section");
  await unknownAddress(council, page);
  await refused(council, page, "proposal-start-refused", 422, async () => {
    await goTo(page, "/proposals");
    await send(page, page.locator('a[data-action="start_proposal"]'));
    return attemptAct(page, "start_proposal", { number: note.number, subject: "" });
  });
  await meetingWithoutDate(council);
  await start(council, note);
  await refused(council, page, "draft-put-up-refused", 422, async () => {
    await openFromDesk(page, note.number);
    await page.fill("#remark", LONG);
    return press(page, page.locator('button[data-action="put_up"]'));
  });
  assert.equal(await page.inputValue("#remark"), LONG, "a refused remark is still there");
  await refused(council, page, "draft-paper-refused", 422, async () => {
    await openFromDesk(page, note.number);
    await page.fill("#title", "परिशिष्ट");
    const words = { name: "परिशिष्ट.pdf", mimeType: "application/pdf", buffer: Buffer.from("यह पाठ है, PDF नहीं।") };
    await page.setInputFiles("#file", words);
    return press(page, page.locator("form[enctype] button"));
  });
  await openFromDesk(page, note.number);
  await write(council, page, note);
  await conflict(council, note);
  await putUpMeanwhile(council, note);
  await twoTabs(council, note);
  await sessionEnded(council, note);
}

/** @param {Council} council @param {Page} page */
async function unknownAddress(council, page) {
  const answer = await page.goto("/proposals/0");
  assert.equal(answer?.status(), 404);
  await council.look(page, "error-not-found");
}

/** @param {Council} council */
async function meetingWithoutDate(council) {
  const page = await council.at("cabinet_section");
  await refused(council, page, "meeting-propose-refused", 422, async () => {
    await goTo(page, "/meetings");
    await send(page, page.locator('a[data-action="propose_meeting"]'));
    return attemptAct(page, "propose_meeting", { day: "31", month: "2", year: "2026", hour: "11", minute: "00" });
  });
}

/** Two officers of one section write in the same draft. @param {Council} council @param {Note} note */
async function conflict(council, note) {
  const [mine, theirs] = [await council.at("energy_section"), await council.at("energy_section_2")];
  for (const [round, language] of LANGUAGES.entries()) {
    if (!council.scripts && language === "en") continue;
    await openFromDesk(mine, note.number);
    await openFromDesk(theirs, note.number);
    if (council.scripts) await speak(theirs, language);
    await writeSection(council, mine, "gist", `पहले अधिकारी का सार ${round}: ${note.sections.gist}`);
    await send(mine, mine.locator("form.draft .form-foot button"));
    await writeSection(council, theirs, "gist", `दूसरे अधिकारी का सार ${round}: ${note.sections.gist}`);
    if (council.scripts) {
      await theirs.locator("#editor-gist").blur();
      await theirs.locator("form.draft .is-stopped").waitFor();
      await council.look(theirs, "draft-conflict-told", { languages: [language] });
    }
    assert.equal(await press(theirs, theirs.locator("form.draft .form-foot button")), 409);
    const sides = (await theirs.locator(".compare").allInnerTexts()).join();
    assert.ok(sides.includes("पहले अधिकारी") && sides.includes("दूसरे अधिकारी"), "both texts are shown");
    await council.look(theirs, "draft-conflict", { languages: [language] });
    await send(theirs, theirs.locator(".form-foot a.primary"));
    assert.ok((await theirs.inputValue("#section-gist")).startsWith("पहले अधिकारी"));
  }
}

/** The draft is put up while the other officer still writes in it. @param {Council} council @param {Note} note */
async function putUpMeanwhile(council, note) {
  const [mine, theirs] = [await council.at("energy_section"), await council.at("energy_section_2")];
  await openFromDesk(theirs, note.number);
  await openFromDesk(mine, note.number);
  await putUp(council, mine);
  await writeSection(council, theirs, "background", LONG);
  assert.equal(await press(theirs, theirs.locator("form.draft .form-foot button")), 409);
  assert.ok((await theirs.locator(".message").innerText()).includes(LONG), "the words are shown again");
  await council.look(theirs, "error-kept-words", { languages: ["hi"] });
}

/** One person's two tabs: what the first did, the second finds done. @param {Council} council @param {Note} note */
async function twoTabs(council, note) {
  const page = await council.at("energy_secretary");
  await refused(council, page, "proposal-return-refused", 422, async () => {
    await openFromDesk(page, note.number);
    return attemptAct(page, "return_proposal", { reason: " " });
  });
  await openFromDesk(page, note.number);
  const tab = await council.anotherTab("energy_secretary");
  await openFromDesk(tab, note.number);
  await send(page, (await formOf(page, "send_for_views")).locator("button").last());
  assert.equal(await attemptAct(tab, "send_for_views", { remark: LONG }), 409);
  await council.look(tab, "proposal-moved-on", { languages: ["hi"] });
  await tab.close();
  await openFromList(page, note.number);
}

/** A form sent after signing out keeps its words, where no stream has taken the page away. @param {Council} council @param {Note} note */
async function sessionEnded(council, note) {
  const page = await council.at("finance_secretary");
  await page.route("**/session/stream*", (route) => route.fulfill({ status: 204 }));
  await openFromDesk(page, note.number);
  const tab = await council.anotherTab("finance_secretary");
  await send(tab, tab.locator('form[action="/sign-out"] button'));
  assert.equal(new URL(tab.url()).pathname, "/sign-in");
  const form = await formOf(page, "give_view");
  await form.locator("label.choice").first().click();
  assert.equal(await attemptAct(page, "give_view", { text: LONG }), 401);
  assert.ok((await page.locator(".message").innerText()).includes(LONG), "the words are shown again");
  await council.look(page, "error-session-ended", { languages: ["hi"] });
  await page.unroute("**/session/stream*");
  await tab.close();
}
