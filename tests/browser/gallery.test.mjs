// The look, held to what the pages promise, and the checks themselves, held to defects planted for them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage, VIEWPORTS } from "./lib/browser.mjs";
import { axe, findings, latinWords, nothingCut, smallTargets } from "./lib/checks.mjs";
import { startGallery } from "./lib/gallery-server.mjs";
import { inPage } from "./lib/in-page.mjs";
import { screenshot } from "./lib/screenshots.mjs";

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
/** @type {Awaited<ReturnType<typeof startGallery>>} */
let gallery;
before(async () => {
  gallery = await startGallery();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await gallery?.stop();
});

const LATIN_ALLOWED = ["PDF", "MB"];

for (const [name, scripts] of [
  ["with scripts", true],
  ["without scripts", false],
]) {
  for (const viewport of /** @type {(keyof typeof VIEWPORTS)[]} */ (Object.keys(VIEWPORTS))) {
    test(`gallery at ${viewport} ${name}`, async () => {
      const { context, page, problems } = await openPage(browser, { viewport, scripts: scripts === true });
      await page.goto(gallery.url);
      await screenshot(page, scripts ? "gallery" : "gallery-without-scripts");
      assert.deepEqual(await findings(page, { latinAllowed: LATIN_ALLOWED }), []);
      assert.deepEqual(problems, []);
      await context.close();
    });
  }
}

test("fonts of both scripts are the project's own", async () => {
  const { context, page } = await openPage(browser);
  await page.goto(gallery.url);
  const loaded = await inPage(
    page,
    async () => {
      await document.fonts.ready;
      return [...document.fonts].filter((font) => font.status === "loaded").length;
    },
    undefined,
  );
  assert.ok(loaded >= 2, `${loaded} fonts loaded`);
  await context.close();
});

test("controls: every check finds the defect planted for it", async () => {
  const { context, page } = await openPage(browser);
  await page.goto(gallery.url);
  const clean = { cut: await nothingCut(page), small: await smallTargets(page), axe: await axe(page) };
  await inPage(
    page,
    () => {
      const make = (
        /** @type {string} */ name,
        /** @type {string} */ text,
        /** @type {Partial<CSSStyleDeclaration>} */ look,
      ) => {
        const element = document.createElement(name);
        element.textContent = text;
        Object.assign(element.style, look);
        document.querySelector("main")?.append(element);
        return element;
      };
      make("p", "कटा-हुआ-एक-पंक्ति-का-लंबा-शीर्षक", { width: "60px", whiteSpace: "nowrap", overflow: "hidden" });
      make("p", "ऊपर-नीचे कटा", { height: "12px", overflow: "hidden" });
      make("p", "बहुत-चौड़ा", { width: "3000px" });
      make("p", "तंग पंक्ति", { lineHeight: "1" });
      make("p", "पाठ पर पाठ एक", { height: "0" });
      make("p", "पाठ पर पाठ दो", { marginTop: "-24px" });
      make("button", "छोटा", { height: "20px", padding: "0" });
      make("button", "बटन एक", { width: "120px", height: "48px" });
      make("button", "बटन दो", { width: "120px", height: "48px", marginTop: "-48px" });
      make("p", "फीका", { color: "#ddd" });
      make("p", "Overlooked", {});
      make("button", "", { height: "48px" }).setAttribute("aria-label", "Spoken");
    },
    undefined,
  );
  const cut = (await nothingCut(page)).join("\n");
  for (const sentence of [
    "text cut at the side: «कटा-हुआ",
    "text beyond its box: «कटा-हुआ",
    "text cut above or below: «ऊपर-नीचे",
    "the page scrolls sideways",
    "line height 18px at 18px: «तंग",
    "text on text: «पाठ पर पाठ एक» and «पाठ पर पाठ दो»",
    "targets overlap: «बटन एक» and «बटन दो»",
  ]) {
    assert.ok(cut.includes(sentence), `${sentence} is not among\n${cut}`);
  }
  assert.ok((await smallTargets(page)).some((line) => line.includes("«छोटा»")));
  assert.ok((await axe(page)).some((line) => line.startsWith("color-contrast")));
  const latin = await latinWords(page, LATIN_ALLOWED);
  assert.ok(latin.includes("Overlooked") && latin.includes("Spoken"), latin.join(" "));
  assert.ok(!latin.includes("PDF") && !latin.includes("English"), latin.join(" "));
  assert.deepEqual(clean, { cut: [], small: [], axe: [] });
  await context.close();
});
