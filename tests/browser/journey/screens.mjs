// Looks at each screen once: the checks in both languages at both shapes of a screen, and its pictures.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { VIEWPORTS } from "../lib/browser.mjs";
import { findings, nothingCut } from "../lib/checks.mjs";
import { target } from "../lib/places.mjs";
import { screenshot, settled } from "../lib/screenshots.mjs";
import { press } from "./council.mjs";

/** Latin words that officials use in Hindi too. The switch to English stands under its own `lang`. */
export const LATIN_ALLOWED = ["PDF", "MB", "CSV", "OTP", "SQLite", "PostgreSQL", "Tab", "Escape", "Alt", "F"];

/**
 * @param {{ languages?: ("hi" | "en")[], portrait?: boolean, pictures?: boolean, names?: string[] }} [options]
 *   what of each screen is looked at; by default everything. `names` are words that somebody gave in Latin letters
 */
export function screens({ languages = ["hi", "en"], portrait = true, pictures = true, names = [] } = {}) {
  const latinAllowed = [...LATIN_ALLOWED, ...names];
  /** @type {Set<string>} */
  const seen = new Set();
  /** @type {string[]} What was found, with the screen on which it was. */
  const found = [];

  /** @param {import("playwright-core").Page} page @param {string} name @param {"hi" | "en"} language */
  async function lookAt(page, name, language) {
    seen.add(`${language} ${name}`);
    const note = (/** @type {string} */ shape, /** @type {string[]} */ sentences) =>
      found.push(...sentences.map((sentence) => `${name} (${language}, ${shape}): ${sentence}`));
    note("1280x800", await settled(page, () => findings(page, language === "hi" ? { latinAllowed } : {})));
    if (pictures) await screenshot(page, name);
    if (!portrait) return;
    await page.setViewportSize(VIEWPORTS["800x1280"]);
    note("800x1280", await nothingCut(page));
    if (pictures) await screenshot(page, name);
    await page.setViewportSize(VIEWPORTS["1280x800"]);
  }

  /** @type {import("./council.mjs").Look} */
  async function look(page, name, { languages: wanted = languages } = {}) {
    const shown = (await page.locator("html").getAttribute("lang")) === "en" ? "en" : "hi";
    const isNew = (/** @type {"hi" | "en"} */ language) =>
      wanted.includes(language) && languages.includes(language) && !seen.has(`${language} ${name}`);
    if (isNew(shown)) await lookAt(page, name, shown);
    const other = shown === "hi" ? "en" : "hi";
    if (!isNew(other)) return;
    await speak(page, other);
    await lookAt(page, name, other);
    await speak(page, shown);
  }
  return { look, seen, found };
}

/** Changes the language of the page by its button. @param {import("playwright-core").Page} page @param {"hi" | "en"} language */
export async function speak(page, language) {
  await press(page, page.locator(`form[action="/language"] button[value="${language}"]`));
}

/** Keeps the list of screens beside their pictures. @param {Set<string>} seen */
export function keepList(seen) {
  const folder = join(target, "screenshots");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "screens.txt"), [...seen, ""].join("\n"));
}
