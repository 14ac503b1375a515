// The people of the sample government, each at an own browser, and how anybody acts: by what the page offers.
import assert from "node:assert/strict";
import { openPage } from "../lib/browser.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Locator} Locator */
/** @typedef {(page: Page, name: string, options?: { languages?: ("hi" | "en")[] }) => Promise<void>} Look */
/**
 * @typedef {object} Council
 * @property {(post: string) => Promise<Page>} at the page of whoever holds the post; signs in the first time
 * @property {(post: string) => Promise<Page>} anotherTab a second tab of the same person
 * @property {() => Promise<void>} leave everybody's browser is closed; the next `at` signs in again
 * @property {Look} look
 * @property {(words: string) => string} say what is typed where the journey's own words would stand
 * @property {boolean} scripts
 * @property {string[]} problems what went wrong on any page
 */

/**
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @param {{ scripts?: boolean, look?: Look, say?: Council["say"] }} [options] `look` is shown every page by its name
 * @returns {Council}
 */
export function assemble(browser, url, { scripts = true, look = async () => {}, say = (words) => words } = {}) {
  /** @type {Map<string, Page>} */
  const pages = new Map();
  /** @type {string[]} */
  const problems = [];
  return {
    scripts,
    look,
    say,
    problems,
    async at(post) {
      const known = pages.get(post);
      if (known) return known;
      const opened = await openPage(browser, { scripts, baseURL: url });
      // Everybody's problems in one list, each with the post that met it.
      opened.problems.push = (...found) => problems.push(...found.map((problem) => `${post}: ${problem}`));
      pages.set(post, opened.page);
      await signIn(opened.page, post, look);
      return opened.page;
    },
    async anotherTab(post) {
      const page = pages.get(post);
      assert.ok(page, `${post} is signed in`);
      const tab = await page.context().newPage();
      await tab.goto("/");
      return tab;
    },
    async leave() {
      await Promise.all([...pages.values()].map((page) => page.context().close()));
      pages.clear();
    },
  };
}

/** @param {Page} page @param {string} post @param {Look} look */
async function signIn(page, post, look) {
  await page.goto("/");
  await look(page, "sign-in");
  await send(page, page.locator(`button.post[value="${post}"]`));
  assert.equal(new URL(page.url()).pathname, "/desk");
}

/**
 * Presses a button or follows a link and waits for the page that answers.
 *
 * @param {Page} page
 * @param {Locator} button
 * @returns {Promise<number>} the status of the answer
 */
export async function press(page, button) {
  const [answer] = await Promise.all([page.waitForNavigation({ waitUntil: "load" }), button.click()]);
  return answer?.status() ?? 0;
}

/** The same, where anything but success is a fault of the journey. @param {Page} page @param {Locator} button */
export async function send(page, button) {
  const status = await press(page, button);
  if (status === 200) return;
  const said = await page.locator(".errors, .message").allInnerTexts();
  throw new Error(`${page.url()} answered ${status}: ${said.join(" ")}`);
}

/** Goes to a place of the navigation. @param {Page} page @param {"/desk" | "/proposals" | "/meetings" | "/record" | "/health" | "/access-review"} place */
export async function goTo(page, place) {
  const link = page.locator(`nav.side a[href="${place}"]`);
  // A page that tells of a failure leads to the desk only.
  if ((await link.count()) === 0) await send(page, page.locator(".message a.primary"));
  await send(page, link);
}

/** The newest row with these words: a subject, a file number, the name of a meeting. @param {Page} page @param {string} words */
function row(page, words) {
  return page.locator("tr", { hasText: words }).first().locator("a.subject");
}

/** Opens what waits on the desk. @param {Page} page @param {string} words */
export async function openFromDesk(page, words) {
  await goTo(page, "/desk");
  await send(page, row(page, words));
}

/** Opens a proposal from the list. @param {Page} page @param {string} words */
export async function openFromList(page, words) {
  await goTo(page, "/proposals");
  await send(page, row(page, words));
}

/**
 * The form of an act, opened if it is folded.
 *
 * @param {Page} page
 * @param {string} key of the action
 */
export async function formOf(page, key) {
  const form = page.locator(`form[data-action="${key}"]`).first();
  const folded = page.locator("details:not([open])", { has: form });
  if ((await folded.count()) > 0) await folded.locator("summary").click();
  return form;
}

/**
 * Does an act with the form that the page offers for it.
 *
 * @param {Page} page
 * @param {string} key of the action
 * @param {Record<string, string>} [fields] text by the field's name
 */
export async function act(page, key, fields = {}) {
  const form = await formOf(page, key);
  for (const [name, words] of Object.entries(fields)) await form.locator(`[name="${name}"]`).fill(words);
  await send(page, form.locator("button:not([type=button])").last());
}

/** Acts that the page offers. @param {Page} page */
export async function offered(page) {
  const keys = await page
    .locator("[data-action]")
    .evaluateAll((elements) => elements.map((element) => element.getAttribute("data-action") ?? ""));
  return new Set(keys);
}
