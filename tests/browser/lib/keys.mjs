// A person without a mouse: everything that tests do with a page is done by Tab, arrows, space and Enter. What the keyboard
// does not reach, or reaches unseen, is a fault of the page.
import assert from "node:assert/strict";
import { inPage } from "./in-page.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Locator} Locator */

/** More targets than any page has. */
const PRESSES_MAX = 600;

/**
 * From now on every locator of this page is worked by keys alone.
 *
 * @param {Page} page
 * @returns {{ presses: () => number, unseen: () => string[] }} keys that were pressed; what had the focus and did not show it
 */
export function keysAlone(page) {
  const known = working.get(page);
  if (known) return known.told;
  const keys = new Keys(page);
  working.set(page, keys);
  const locator = Object.getPrototypeOf(page.locator("body"));
  if (!patched.has(locator)) {
    patched.add(locator);
    patch(locator);
  }
  const methods = /** @type {any} */ (page);
  for (const name of ["click", "fill", "selectOption", "setInputFiles"]) {
    methods[name] = (/** @type {string} */ selector, /** @type {any} */ argument) =>
      /** @type {any} */ (page.locator(selector).first())[name](argument);
  }
  return keys.told;
}

/** @type {WeakMap<Page, Keys>} */
const working = new WeakMap();
/** @type {WeakSet<object>} */
const patched = new WeakSet();

/** Pages that are not worked by keys keep their mouse. @param {any} locator */
function patch(locator) {
  for (const name of /** @type {const} */ (["click", "fill", "selectOption", "setInputFiles"])) {
    const byMouse = locator[name];
    locator[name] = async function (/** @type {any} */ argument, /** @type {any} */ options) {
      const keys = working.get(this.page());
      return keys ? keys[name](this, argument) : byMouse.call(this, argument, options);
    };
  }
}

class Keys {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    this.count = 0;
    /** @type {Set<string>} */
    this.hidden = new Set();
    // Listening from the beginning: a chooser that opens before the browser knows of a listener is lost.
    page.on("filechooser", () => {});
    this.told = { presses: () => this.count, unseen: () => [...this.hidden] };
  }

  /** @param {string} key */
  async press(key) {
    this.count += 1;
    await this.page.keyboard.press(key);
  }

  /** What is marked as the target has the focus. */
  focused() {
    return inPage(this.page, () => document.activeElement?.hasAttribute("data-target-of-keys") ?? false, undefined);
  }

  /** Tab until the target has the focus, from where the focus is. @param {Locator} locator */
  async reach(locator) {
    await locator.evaluate((element) => {
      for (const old of document.querySelectorAll("[data-target-of-keys]")) old.removeAttribute("data-target-of-keys");
      const field = element.closest("label")?.querySelector("input") ?? element;
      const group =
        field instanceof HTMLInputElement && field.type === "radio"
          ? document.querySelectorAll(`input[type=radio][name="${field.name}"]`)
          : [field];
      for (const one of group) one?.setAttribute("data-target-of-keys", "");
    });
    for (let presses = 0; presses < PRESSES_MAX; presses += 1) {
      if (await this.focused()) return this.shown();
      await this.press("Tab");
    }
    throw new Error(`the keyboard does not reach ${locator} on ${this.page.url()}`);
  }

  /** Whoever looks at the screen sees where the focus is. */
  async shown() {
    const fault = await inPage(
      this.page,
      () => {
        const element = document.activeElement;
        if (!element) return "nothing has the focus";
        const drawn = element.closest(".choice, .file-box") ?? element;
        const outlined = [element, drawn].some((one) => {
          const { outlineStyle, outlineWidth } = getComputedStyle(one);
          return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
        });
        const name = `${element.tagName} «${(element.textContent ?? "").trim().slice(0, 40)}» ${element.id}`;
        if (!outlined) return `${name}: the focus is not drawn`;
        const { left, right, top, bottom } = drawn.getBoundingClientRect();
        if (bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth) return `${name}: beyond the screen`;
        const [from, to] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
        const across = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
        const free = [0.1, 0.5, 0.9].some((part) => {
          const over = document.elementFromPoint(across, from + (to - from) * part);
          return over !== null && (drawn.contains(over) || over.contains(drawn));
        });
        return free ? "" : `${name}: something lies over it`;
      },
      undefined,
    );
    if (fault) this.hidden.add(`${new URL(this.page.url()).pathname.replace(/[0-9a-f-]{36}/g, "…")}: ${fault}`);
  }

  /** @param {Locator} locator */
  async click(locator) {
    await this.reach(locator);
    const kind = await locator.evaluate((element) => {
      const field = element.closest("label")?.querySelector("input") ?? element;
      return field instanceof HTMLInputElement ? field.type : "other";
    });
    if (kind === "radio") return this.choose(locator);
    return this.press(kind === "checkbox" ? "Space" : "Enter");
  }

  /** Arrows go through the choices of one question. @param {Locator} locator */
  async choose(locator) {
    const label = locator.locator("xpath=ancestor-or-self::label");
    const input = (await label.count()) > 0 ? label.locator("input").first() : locator;
    await this.press("Space");
    for (let presses = 0; presses < PRESSES_MAX; presses += 1) {
      if (await input.isChecked()) return;
      await this.press("ArrowDown");
    }
    throw new Error(`arrows do not choose ${locator}`);
  }

  /** @param {Locator} locator @param {string} words */
  async fill(locator, words) {
    await this.reach(locator);
    await this.press("Control+A");
    if (words === "") return this.press("Delete");
    this.count += words.length;
    return this.page.keyboard.insertText(words);
  }

  /** @param {Locator} locator @param {{ label?: string } | string} wanted */
  async selectOption(locator, wanted) {
    await this.reach(locator);
    const chosen = () =>
      locator.evaluate((element, by) => {
        const option = /** @type {HTMLSelectElement} */ (element).selectedOptions[0];
        return typeof by === "string" ? option?.value === by : option?.label.trim() === by.label;
      }, wanted);
    await this.press("Home");
    for (let presses = 0; presses < PRESSES_MAX; presses += 1) {
      if (await chosen()) return;
      await this.press("ArrowDown");
    }
    assert.fail(`arrows do not choose ${JSON.stringify(wanted)} in ${locator}`);
  }

  /** @param {Locator} locator @param {any} files */
  async setInputFiles(locator, files) {
    await this.reach(locator);
    const [chooser] = await Promise.all([this.page.waitForEvent("filechooser"), this.press("Enter")]);
    await chooser.setFiles(files);
  }
}
