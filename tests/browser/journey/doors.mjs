// A real government through its doors: `init`, codes on paper, passkeys; and its people as a council whose members sign in
// with their own devices.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { authenticator } from "../lib/authenticator.mjs";
import { openPage } from "../lib/browser.mjs";
import { root, target } from "../lib/places.mjs";
import { act, press, send } from "./council.mjs";
import { speak } from "./screens.mjs";

/** @typedef {import("./council.mjs").Council} Council */
/** @typedef {import("./council.mjs").Page} Page */
/** @typedef {Awaited<ReturnType<typeof authenticator>>} Device */

const run = promisify(execFile);
/** Two officers of the cabinet section; everybody else comes by their list. */
export const OFFICERS = ["cabinet_section", "cabinet_section_2"];

/**
 * Makes a real government; what was printed, sheet by sheet.
 *
 * @param {{ data: string, key: string }} folder
 * @param {string[]} [more] arguments
 */
export async function init(folder, more = []) {
  const rules = join(root, "rules/madhya-pradesh.toml");
  const names = ["--first", "अधिकारी एक", "--second", "अधिकारी दो"];
  const told = ["init", "--data", folder.data, "--key", folder.key, "--rules", rules, ...names, ...more];
  const { stdout } = await run(join(target, "debug", "ecabinet"), told);
  const sheets = stdout.split("\f").filter((sheet) => sheet.trim() !== "");
  const codes = sheets.flatMap((sheet) => sheet.match(/^ {4}(\w{5}(?:-\w{5}){3})$/m)?.[1] ?? []);
  return { sheets, codes };
}

/**
 * Types a code and makes a passkey; the person is signed in afterwards.
 *
 * @param {Page} page
 * @param {string} code
 * @param {string} [label]
 * @param {import("./council.mjs").Look} [look]
 */
export async function enrol(page, code, label = "", look = async () => {}) {
  await page.goto("/enrol");
  await look(page, "door-code");
  await page.fill("#code", code);
  await send(page, page.locator('form[action="/enrol"] button'));
  await look(page, "door-enrol", { languages: ["hi"] });
  await page.fill("#label", label);
  await send(page, page.locator('form[action="/enrol/passkey"] button'));
  assert.equal(new URL(page.url()).pathname, "/desk");
}

/** Signs in with the device's passkey. @param {Page} page */
export async function signInByPasskey(page) {
  await page.goto("/sign-in");
  await send(page, page.locator('form[action="/sign-in/passkey"] button'));
}

/**
 * The people of a real government. `codes` are what was handed to each, by the post's key; whoever is called the first time
 * enrols a device with it.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {Map<string, string>} codes
 * @param {{ look?: import("./council.mjs").Look }} [options]
 * @returns {Council & { device: (post: string) => Device }}
 */
export function assembleReal(browser, url, codes, { look = async () => {} } = {}) {
  /** @type {Map<string, { page: Page, device: Device }>} */
  const known = new Map();
  /** @type {string[]} */
  const problems = [];
  return {
    scripts: true,
    look: async () => {},
    say: (words) => words,
    problems,
    async at(post) {
      const found = known.get(post);
      if (found) return found.page;
      const code = codes.get(post);
      assert.ok(code, `${post} has a code`);
      const opened = await openPage(browser, { baseURL: url });
      opened.problems.push = (...all) => problems.push(...all.map((problem) => `${post}: ${problem}`));
      const device = await authenticator(opened.page);
      known.set(post, { page: opened.page, device });
      await enrol(opened.page, code, "मेरा टैबलेट", known.size === 1 ? look : undefined);
      return opened.page;
    },
    async anotherTab(post) {
      const found = known.get(post);
      assert.ok(found, `${post} is signed in`);
      const tab = await found.page.context().newPage();
      await tab.goto("/");
      return tab;
    },
    async leave() {
      await Promise.all([...known.values()].map(({ page }) => page.context().close()));
      known.clear();
    },
    device(post) {
      const found = known.get(post);
      assert.ok(found, `${post} is signed in`);
      return found.device;
    },
  };
}

/**
 * The first officer pastes the list of people and proposes it; the second agrees; each reads the own half of the codes.
 *
 * @param {Council} council
 * @param {Map<string, string>} codes what was handed over is put here, by the post's key
 * @param {import("./council.mjs").Look} look
 */
export async function enterPeople(council, codes, look) {
  const [one, two] = [await council.at("cabinet_section"), await council.at("cabinet_section_2")];
  const list = await readFile(join(root, "samples/people.csv"), "utf8");
  await one.goto("/people");
  await look(one, "people-first-day");
  await one.goto("/people/import");
  await look(one, "people-import");
  // A page that keeps words has no button for the language: each is looked at in the language that was chosen before.
  for (const language of /** @type {const} */ (["en", "hi"])) {
    await one.goto("/people/import");
    if ((await one.locator("html").getAttribute("lang")) !== language) await speak(one, language);
    await one.fill("#list", list.replace("भारसाधक सचिव", "बड़े सचिव"));
    assert.equal(await press(one, one.locator('form[action="/people/import"] button')), 422);
    await look(one, "people-import-faults", { languages: [language] });
    await one.fill("#list", list);
    await one.fill("#reason", "पहला दिन: पद सूची की प्रविष्टि।");
    await act(one, "preview_people");
    await look(one, "people-preview", { languages: [language] });
  }
  await act(one, "propose_change");
  await look(one, "change-proposed");
  const address = new URL(one.url()).pathname;
  await two.goto("/desk");
  await two.goto(address);
  await look(two, "change-agree");
  await act(two, "agree_change");
  await look(two, "change-in-force");
  const halves = await Promise.all(
    [one, two].map(async (page) => {
      await page.goto(`${address}/codes`);
      await look(page, page === one ? "codes-first-half" : "codes-second-half");
      return page.locator("tbody code").allInnerTexts();
    }),
  );
  const posts = list
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",")[3] ?? "")
    .filter((post) => post !== "");
  assert.equal(halves[0]?.length, posts.length);
  for (const [place, post] of posts.entries()) codes.set(post, `${halves[0]?.[place]} ${halves[1]?.[place]}`);
}
