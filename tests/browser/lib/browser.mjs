// Debian's chromium, driven by playwright-core: how every browser test opens a page.
import { existsSync } from "node:fs";
import { chromium } from "playwright-core";
import { scriptsOn } from "./in-page.mjs";

/** The screens officers have; nothing may be cut on any. */
export const VIEWPORTS = {
  "1366x768": { width: 1366, height: 768 },
  "1280x800": { width: 1280, height: 800 },
  "800x1280": { width: 800, height: 1280 },
};

/** @typedef {keyof typeof VIEWPORTS} ViewportName */

const EXECUTABLE = process.env.ECABINET_TEST_BROWSER ?? "/usr/bin/chromium";
// The browser asks nobody on the network anything: a test that needs the network would be no test.
const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts the browser; the caller closes it. */
export async function launch() {
  if (!existsSync(EXECUTABLE)) throw new Error(`${EXECUTABLE} is missing: run scripts/install-needs test`);
  return chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS, headless: true });
}

/**
 * One person's browser: own cookies, one page, and a list of everything that went wrong on it.
 *
 * @param {import("playwright-core").Browser} browser
 * @param {{ viewport?: ViewportName, scripts?: boolean, baseURL?: string }} [options]
 */
export async function openPage(browser, { viewport = "1280x800", scripts = true, baseURL } = {}) {
  const context = await browser.newContext({
    viewport: VIEWPORTS[viewport],
    javaScriptEnabled: scripts,
    locale: "hi-IN",
    timezoneId: "Asia/Kolkata",
    reducedMotion: "reduce",
    ...(baseURL === undefined ? {} : { baseURL }),
  });
  scriptsOn.set(context, scripts);
  const page = await context.newPage();
  /** @type {string[]} Script errors, refusals of the content security policy, answers of 500 and more. */
  const problems = [];
  page.on("pageerror", (error) => problems.push(`script: ${error.message}`));
  page.on("console", (message) => {
    // Refused forms (4xx) are told to the console too; tests look at their status where it matters.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      problems.push(`console: ${message.text()}`);
    }
  });
  page.on("response", (response) => {
    if (response.status() >= 500) problems.push(`${response.status()}: ${response.url()}`);
  });
  return { context, page, problems };
}
