// Pictures of every screen, kept as artefacts: target/screenshots/LANGUAGE/VIEWPORT/NAME.png
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { VIEWPORTS } from "./browser.mjs";
import { inPage } from "./in-page.mjs";
import { target } from "./places.mjs";

/**
 * @param {import("playwright-core").Page} page
 * @param {string} name of the screen, for example `desk-empty`
 * @param {{ whole?: boolean }} [options] `whole`: the whole page, not only what the screen shows
 * @returns {Promise<string>} the file
 */
export async function screenshot(page, name, { whole = true } = {}) {
  if (!/^[a-z0-9-]+$/.test(name)) throw new Error(`not a name for a screen: ${name}`);
  const { width, height } = page.viewportSize() ?? VIEWPORTS["1280x800"];
  const language = (await page.locator("html").getAttribute("lang")) ?? "none";
  const folder = join(target, "screenshots", language, `${width}x${height}`);
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}.png`);
  const take = () => page.screenshot({ path: file, fullPage: whole });
  await (whole ? settled(page, take) : take());
  return file;
}

/**
 * Runs something while what sticks to an edge lies where it belongs, not over the middle of a long page.
 *
 * @template Answer
 * @param {import("playwright-core").Page} page
 * @param {() => Promise<Answer>} run
 */
export async function settled(page, run) {
  await inPage(page, settle, true);
  const answer = await run();
  await inPage(page, settle, false);
  return answer;
}

/** Runs in the page. @param {boolean} still */
function settle(still) {
  for (const element of document.querySelectorAll("body *")) {
    if (!(element instanceof HTMLElement)) continue;
    if (still && getComputedStyle(element).position === "sticky") {
      element.style.position = "static";
      element.dataset.settled = "";
    } else if (!still && element.dataset.settled !== undefined) {
      element.style.removeProperty("position");
      delete element.dataset.settled;
    }
  }
}
