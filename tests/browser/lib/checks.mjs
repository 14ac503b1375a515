// What is asked of every page: axe, nothing cut or overlapping, targets large enough, no English left in Hindi.
// Each answers with a list of sentences; an empty list is a page without a finding.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { inPage } from "./in-page.mjs";

/** @typedef {import("playwright-core").Page} Page */

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Serious and critical findings of axe.
 *
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export async function axe(page) {
  return inPage(
    page,
    async () => {
      const results = await /** @type {any} */ (globalThis).axe.run(document, {
        resultTypes: ["violations"],
        runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      });
      /** @type {string[]} */
      const findings = [];
      for (const violation of results.violations) {
        if (violation.impact !== "serious" && violation.impact !== "critical") continue;
        for (const node of violation.nodes) {
          findings.push(`${violation.id} (${violation.impact}): ${violation.help}: ${node.target.join(" ")}`);
        }
      }
      return findings;
    },
    undefined,
    axeSource,
  );
}

/**
 * Text beyond its box or the screen, text on text, a target on a target, Devanagari set tight, a page that scrolls
 * sideways.
 *
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export async function nothingCut(page) {
  return inPage(
    page,
    () => {
      /** Rounding of positions, in px. */
      const SLACK = 1.5;
      /** @type {Set<string>} */
      const findings = new Set();
      const root = document.documentElement;
      const width = root.clientWidth;
      if (root.scrollWidth > width + 1) findings.add(`the page scrolls sideways: ${root.scrollWidth} > ${width}`);

      const style = (/** @type {Element} */ element) => getComputedStyle(element);
      const words = (/** @type {string | null} */ text) => (text ?? "").replace(/\s+/g, " ").trim().slice(0, 60);
      const seen = (/** @type {Element} */ element) =>
        element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
        !element.closest(".hidden-words, .skip:not(:focus)");
      /** What lies over the page while it scrolls is not compared with what lies under it. */
      const layer = (/** @type {Element | null} */ element) => {
        for (let at = element; at; at = at.parentElement) {
          if (["sticky", "fixed"].includes(style(at).position)) return at;
        }
        return null;
      };

      /** @type {{ rect: DOMRect, box: Element, layer: Element | null, text: string }[]} */
      const lines = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = words(node.nodeValue);
        const parent = node.parentElement;
        if (!text || !parent || parent.closest("script, style, template, textarea, select, svg") || !seen(parent))
          continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const rects = [...range.getClientRects()].filter((rect) => rect.width > 0 && rect.height > 0);

        let box = parent;
        while (style(box).display === "inline" && box.parentElement) box = box.parentElement;
        const { fontSize, lineHeight } = style(parent);
        if (/\p{Script=Devanagari}/u.test(text) && Number.parseFloat(lineHeight) < 1.4 * Number.parseFloat(fontSize)) {
          findings.add(`line height ${lineHeight} at ${fontSize}: «${text}»`);
        }
        const inner = box.getBoundingClientRect();
        for (const rect of rects) {
          if (rect.left < inner.left - SLACK || rect.right > inner.right + SLACK) {
            findings.add(`text beyond its box: «${text}»`);
          }
          let scrolls = false;
          for (let at = /** @type {Element | null} */ (box); at && at !== root; at = at.parentElement) {
            const { overflowX, overflowY } = style(at);
            const edge = at.getBoundingClientRect();
            if (overflowX === "auto" || overflowX === "scroll") scrolls = true;
            if (
              ["hidden", "clip"].includes(overflowX) &&
              (rect.left < edge.left - SLACK || rect.right > edge.right + SLACK)
            ) {
              findings.add(`text cut at the side: «${text}»`);
            }
            if (
              ["hidden", "clip"].includes(overflowY) &&
              (rect.top < edge.top - SLACK || rect.bottom > edge.bottom + SLACK)
            ) {
              findings.add(`text cut above or below: «${text}»`);
            }
          }
          if (!scrolls && (rect.right + scrollX > width + SLACK || rect.left + scrollX < -SLACK)) {
            findings.add(`text beyond the screen: «${text}»`);
          }
          lines.push({ rect, box, layer: layer(parent), text });
        }
      }

      /** How far two boxes lie in each other, in px; negative when they stand apart. */
      const depth = (/** @type {DOMRect} */ one, /** @type {DOMRect} */ two) =>
        Math.min(
          Math.min(one.right, two.right) - Math.max(one.left, two.left),
          Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top),
        );
      // A line's box is taller than its letters: its middle half is what must not meet another's.
      const cores = lines.map((line) => ({
        ...line,
        rect: new DOMRect(line.rect.x, line.rect.y + line.rect.height / 4, line.rect.width, line.rect.height / 2),
      }));
      cores.forEach((one, index) => {
        for (const two of cores.slice(index + 1)) {
          if (one.box !== two.box && one.layer === two.layer && depth(one.rect, two.rect) > SLACK) {
            findings.add(`text on text: «${one.text}» and «${two.text}»`);
          }
        }
      });

      const targets = [
        ...document.querySelectorAll("a[href], button, input, select, textarea, summary, label:has(input)"),
      ]
        .filter((element) => seen(element) || element.closest(".file-box"))
        .filter((element) => !(element instanceof HTMLInputElement && element.type === "hidden"))
        .map((element) => ({ element, layer: layer(element), rects: [...element.getClientRects()] }));
      targets.forEach((one, index) => {
        for (const two of targets.slice(index + 1)) {
          if (one.layer !== two.layer || one.element.contains(two.element) || two.element.contains(one.element))
            continue;
          if (one.rects.some((rect) => two.rects.some((other) => depth(rect, other) > SLACK))) {
            findings.add(
              `targets overlap: «${words(one.element.textContent)}» and «${words(two.element.textContent)}»`,
            );
          }
        }
      });
      return [...findings];
    },
    undefined,
  );
}

/**
 * Targets smaller than they should be. Links within a sentence are as high as their line and stay out.
 *
 * @param {Page} page
 * @param {number} [heightMin] px
 * @returns {Promise<string[]>}
 */
export async function smallTargets(page, heightMin = 48) {
  return inPage(
    page,
    (/** @type {number} */ least) => {
      /** @type {string[]} */
      const findings = [];
      for (const element of document.querySelectorAll("a[href], button, input, select, textarea, summary")) {
        const target = element.closest("label") ?? element.closest(".file-box") ?? element;
        const isHidden = element instanceof HTMLInputElement && element.type === "hidden";
        if (isHidden || !target.checkVisibility() || target.matches(".skip:not(:focus)")) continue;
        if (getComputedStyle(target).display === "inline") continue;
        const { height } = target.getBoundingClientRect();
        if (height + 0.5 < least)
          findings.push(`${Math.round(height)} px: «${(target.textContent ?? "").trim().slice(0, 60)}»`);
      }
      return findings;
    },
    heightMin,
  );
}

/**
 * Words in Latin letters on a Hindi page, its title and its spoken texts included. What stands under another `lang` and
 * what a person typed into a field is left out.
 *
 * @param {Page} page
 * @param {Iterable<string>} [allowed] words that may stand there («PDF»), compared exactly
 * @returns {Promise<string[]>}
 */
export async function latinWords(page, allowed = []) {
  const found = await inPage(
    page,
    () => {
      /** @type {string[]} */
      const texts = [];
      const isHindi = (/** @type {Element} */ element) =>
        (element.closest("[lang]")?.getAttribute("lang") ?? "hi").startsWith("hi");
      if (isHindi(document.documentElement)) texts.push(document.title);
      for (const element of document.body.querySelectorAll("*")) {
        if (!isHindi(element) || element.closest("script, style, template")) continue;
        for (const name of ["alt", "aria-label", "title", "placeholder", "aria-description"]) {
          texts.push(element.getAttribute(name) ?? "");
        }
        if (element instanceof HTMLInputElement && ["submit", "button", "reset"].includes(element.type))
          texts.push(element.value);
        if (element instanceof HTMLTextAreaElement || !element.checkVisibility()) continue;
        for (const node of element.childNodes) {
          if (node.nodeType === Node.TEXT_NODE) texts.push(node.nodeValue ?? "");
        }
      }
      return texts.flatMap((text) => text.match(/\p{Script=Latin}+/gu) ?? []);
    },
    undefined,
  );
  const known = new Set(allowed);
  return [...new Set(found)].filter((word) => !known.has(word));
}

/**
 * All of them at once; `latinAllowed` only for a page in Hindi.
 *
 * @param {Page} page
 * @param {{ latinAllowed?: Iterable<string> }} [options]
 * @returns {Promise<string[]>}
 */
export async function findings(page, { latinAllowed } = {}) {
  const latin = latinAllowed === undefined ? [] : await latinWords(page, latinAllowed);
  return [
    ...(await axe(page)),
    ...(await nothingCut(page)),
    ...(await smallTargets(page)),
    ...latin.map((word) => `not Hindi: «${word}»`),
  ];
}
