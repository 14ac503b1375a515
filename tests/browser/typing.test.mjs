// Typing Hindi with real keys: the keyboards of the page, a paste of Kruti Dev, and a note drafted without a mouse.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assemble, send } from "./journey/council.mjs";
import { launch } from "./lib/browser.mjs";
import { inPage } from "./lib/in-page.mjs";
import { keysAlone } from "./lib/keys.mjs";
import { screenshot } from "./lib/screenshots.mjs";
import { startServer } from "./lib/server.mjs";

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {ReturnType<typeof assemble>} */
let council;
before(async () => {
  browser = await launch();
  server = await startServer({ args: ["demo", "--people-only"] });
  council = assemble(browser, server.url);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const TYPED = "foRr foHkkx dh lgefr izkIr gSA";
const SAID = "वित्त विभाग की सहमति प्राप्त है।";
const SAVED = "form.draft [data-save-state].is-saved";

/** A field of several lines. */
const POINT = "#part-points [data-repeat] > :first-child textarea";
/** The editor of a section, a field of several lines, and where what is typed is carried. @type {[string, string][]} */
const PLACES = [
  ["#editor-gist", "#section-gist"],
  [POINT, POINT],
];

let matters = 0;
/** A new draft, opened by the section. @param {{ council: ReturnType<typeof assemble> }} [of] */
async function newDraft({ council: of } = { council }) {
  matters += 1;
  const page = await of.at("energy_section");
  await page.goto("/proposals/new");
  await page.fill("#number", `एफ 1-${matters}/2026`);
  await page.fill("#subject", "विषय");
  await send(page, page.locator('main form[action="/proposals/new"] button.primary'));
  return page;
}

/** @param {import("playwright-core").Page} page @param {string} keyboard of those in the list */
async function choose(page, keyboard) {
  await page.locator("form.draft .typing select").selectOption(keyboard);
}

/** @param {import("playwright-core").Page} page @param {string} selector */
const value = (page, selector) => page.locator(selector).first().inputValue();

test("each keyboard gives the same line, which is saved", async () => {
  const page = await newDraft();
  for (const [keyboard, keys] of [
    ["remington", "foRr foHkkx dh lgefr izkIr gS!"],
    ["inscript", "bfldl bfYei kr muclf hdjehdl uw>"],
    ["phonetic", "vitt vibhaag kii sahamati praapt hai|"],
  ]) {
    await choose(page, keyboard ?? "");
    for (const [field, written] of PLACES) {
      await page.locator(field).fill("");
      await page.locator(field).focus();
      await page.keyboard.type(keys ?? "");
      assert.equal(await value(page, written), SAID, `${keyboard} ${field}`);
    }
  }
  await page.locator(POINT).blur();
  await page.waitForSelector(SAVED);
  await page.reload();
  for (const [, written] of PLACES) assert.equal(await value(page, written), SAID);
  assert.equal(await page.locator("form.draft .typing select").inputValue(), "phonetic", "the choice is remembered");
});

test("caret, selection, Backspace, undo and commands work as without a keyboard of ours", async () => {
  const page = await newDraft();
  const field = page.locator(POINT);
  await choose(page, "remington");
  await field.focus();
  await page.keyboard.type("jkT; 'kklu");
  await page.keyboard.press("Home");
  await page.keyboard.type("fo|k");
  assert.equal(await field.inputValue(), "वि)ाराज्य शासन", "the caret is in the middle: nothing behind it changes");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("dk");
  assert.equal(await field.inputValue(), "का", "what is selected is replaced");
  await page.keyboard.press("Control+Z");
  await page.keyboard.press("Control+Z");
  assert.match(await field.inputValue(), /राज्य शासन$/, "undo");
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("dfoA");
  await page.keyboard.press("Backspace");
  assert.equal(await field.inputValue(), "कवि");
  await page.keyboard.press("NumpadAdd");
  assert.equal(await field.inputValue(), "कवि+", "the digits' block is the system's");
  await choose(page, "phonetic");
  await field.fill("");
  await field.focus();
  await page.keyboard.type("khaad");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  assert.equal(await field.inputValue(), "ख");
  await page.keyboard.type(" k");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("k");
  assert.equal(await field.inputValue(), "ख कक");
  // English fields are nobody's but the system's.
  await page.locator("#subject_en").focus();
  await page.keyboard.type("Power");
  assert.equal(await value(page, "#subject_en"), "Power");
});

test("within a word of an editor what is typed stands at the caret, and undo takes it back", async () => {
  const page = await newDraft();
  await choose(page, "remington");
  await page.locator("#editor-gist").focus();
  await page.keyboard.type("jkT; 'kklu");
  await page.keyboard.press("Home");
  await page.keyboard.type("dfo");
  assert.equal(await value(page, "#section-gist"), "कविराज्य शासन", "the sign before its letter is put in its place");
  await page.keyboard.press("End");
  // The editor hears of a caret that the browser moved by an event of its own.
  await inPage(page, () => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen))), undefined);
  await page.keyboard.press("Enter");
  await page.keyboard.type("dk;Z");
  assert.equal(await value(page, "#section-gist"), "कविराज्य शासन\n\nकार्य", "a stroke after its letter goes before it");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("dk");
  assert.equal(await value(page, "#section-gist"), "का", "what is selected is replaced");
  await page.keyboard.press("Control+Z");
  assert.match(await value(page, "#section-gist"), /शासन/, "undo");
});

test("a word that an input method composes is left to it", async () => {
  const page = await newDraft();
  await choose(page, "remington");
  const field = page.locator(POINT);
  await field.focus();
  const left = await inPage(
    page,
    () => {
      const of = (/** @type {boolean} */ isComposing) =>
        new KeyboardEvent("keydown", { key: "d", code: "KeyD", isComposing, bubbles: true, cancelable: true });
      const target = document.activeElement ?? document.body;
      return [true, false].map((composing) => target.dispatchEvent(of(composing)));
    },
    undefined,
  );
  assert.deepEqual(left, [true, false], "the second, which composes nothing, is the control");
  assert.equal(await field.inputValue(), "क");
});

test("the keyboard is chosen by keys alone, and the choice is said", async () => {
  const page = await newDraft();
  await choose(page, "system");
  const spoken = page.locator("main > p.hidden-words[role=status]");
  await page.locator(POINT).focus();
  await page.keyboard.press("Alt+k");
  assert.equal(await spoken.textContent(), "कीबोर्ड: रेमिंगटन गेल");
  await page.keyboard.type("d");
  await page.keyboard.press("Alt+k");
  assert.equal(await spoken.textContent(), "कीबोर्ड: इनस्क्रिप्ट");
  await page.keyboard.type("d");
  assert.equal(await value(page, POINT), "क्", "the shortcut itself writes nothing");
  // By Tab into the list, and by an arrow to the next.
  await page.locator('textarea[name="point"]').last().focus();
  const list = page.locator("form.draft .typing select");
  for (let presses = 0; presses < 10; presses += 1) {
    if (await list.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("ArrowDown");
  assert.equal(await list.inputValue(), "phonetic");
  assert.equal(await spoken.textContent(), "कीबोर्ड: फोनेटिक (रोमन)");
  // To choose is no change of the draft.
  assert.equal(await page.locator("form.draft [data-save-state].is-unsaved").count(), 0);
});

/** Pastes a text as a person does: from another field. @param {import("playwright-core").Page} page @param {string} text */
async function paste(page, text) {
  await page.locator("#subject_en").fill(text);
  await page.locator("#subject_en").focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Control+X");
  await page.locator(POINT).focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Control+V");
}

test("a paste of Kruti Dev is shown in Unicode, and kept as it is or converted", async () => {
  const page = await newDraft();
  await choose(page, "system");
  const preview = page.locator(".typing-preview");
  await page.fill(POINT, "पहले से लिखा: ");
  await paste(page, TYPED);
  await preview.waitFor();
  assert.equal(await value(page, POINT), `पहले से लिखा: ${TYPED}`, "it is pasted whatever is chosen");
  assert.equal(await preview.locator(".typing-text").textContent(), SAID);
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 800, height: 1280 },
  ]) {
    await page.setViewportSize(viewport);
    await screenshot(page, "typing-preview", { whole: false });
  }
  await preview.getByRole("button", { name: "जैसा है वैसा रखें" }).click();
  assert.equal(await preview.count(), 0);
  assert.equal(await value(page, POINT), `पहले से लिखा: ${TYPED}`);
  await paste(page, ` ${TYPED} €`);
  await preview.waitFor();
  assert.match((await preview.textContent()) ?? "", /चिह्न: 1/);
  // What was typed before the answer is not lost.
  await page.keyboard.type(" और");
  await preview.getByRole("button", { name: "बदलकर रखें" }).click();
  assert.equal(await value(page, POINT), `पहले से लिखा: ${TYPED} ${SAID} € और`);
  await page.keyboard.press("Control+Z");
  assert.equal(await value(page, POINT), `पहले से लिखा: ${TYPED} ${TYPED} € और`, "undo");
  await page.keyboard.press("Control+Shift+Z");
  await page.locator(POINT).blur();
  await page.waitForSelector(SAVED);
  await page.reload();
  assert.equal(await value(page, POINT), `पहले से लिखा: ${TYPED} ${SAID} € और`);
});

test("English, Unicode and a paste without network stay as they are, and nothing is asked", async () => {
  const page = await newDraft();
  const answered = page.waitForResponse((response) => response.url().endsWith("/typing/convert"));
  await paste(page, "The Finance Department agrees, subject to two conditions.");
  assert.deepEqual(await (await answered).json(), { recognised: false });
  await paste(page, SAID);
  await page.context().setOffline(true);
  const unanswered = page.waitForEvent("requestfailed", (request) => request.url().endsWith("/typing/convert"));
  await paste(page, TYPED);
  await unanswered;
  await page.waitForSelector("form.draft [data-save-state].is-offline");
  await page.context().setOffline(false);
  assert.equal(await page.locator(".typing-preview").count(), 0);
  assert.match(await value(page, POINT), /conditions\..*प्राप्त है।.*gSA$/su);
  await page.waitForSelector(SAVED);
});

test("without scripts a button shows the draft in Unicode", async () => {
  const plain = assemble(browser, server.url, { scripts: false });
  const page = await newDraft({ council: plain });
  assert.equal(await page.locator(".typing").count(), 0);
  await page.fill("#section-gist", TYPED);
  await send(page, page.locator("form.draft .form-foot button"));
  await send(page, page.locator('button[formaction$="/draft/convert"]'));
  assert.equal(await value(page, "#section-gist"), SAID);
  await send(page, page.locator("form.draft .form-foot button"));
  assert.equal(await value(page, "#section-gist"), SAID);
  await plain.leave();
});

test("a note is drafted by the keyboard alone, from its file number to the saved draft", async () => {
  const own = assemble(browser, server.url);
  const page = await own.at("health_section");
  const hands = keysAlone(page);
  await page.goto("/proposals/new");
  await page.fill("#number", "एफ 9-1/2026");
  await page.fill("#subject", "");
  await page.keyboard.press("Alt+k");
  await page.keyboard.type("lhfu;j jslhMsaV ds in");
  assert.equal(await value(page, "#subject"), "सीनियर रेसीडेंट के पद");
  await send(page, page.locator('main form[action="/proposals/new"] button.primary'));
  assert.equal(await value(page, "#subject"), "सीनियर रेसीडेंट के पद");
  await page.fill("#editor-gist", "");
  await page.keyboard.type("354 inksa dh Lohd=fr!");
  await page.fill('[name="point"]', "");
  await page.keyboard.type("inksa ds l=tu dk vuqeksnu!");
  await send(page, page.locator("form.draft .form-foot button"));
  assert.equal(await value(page, "#section-gist"), "354 पदों की स्वीकृति।");
  assert.equal(await value(page, '[name="point"]'), "पदों के सृजन का अनुमोदन।");
  assert.deepEqual(hands.unseen(), []);
  assert.ok(hands.presses() > 20, `control: ${hands.presses()} keys`);
  assert.deepEqual(own.problems, []);
  await own.leave();
});

test("nothing went wrong on any page", () => {
  assert.deepEqual(
    council.problems.filter((problem) => !problem.includes("ERR_INTERNET_DISCONNECTED")),
    [],
  );
});
