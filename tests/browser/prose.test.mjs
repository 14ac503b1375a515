// A section with paragraphs, a list and a table, written by keys alone; saved by itself, put up, shown; and without scripts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assemble, press, send } from "./journey/council.mjs";
import { putUp, start, write } from "./journey/proposal.mjs";
import { notes } from "./journey/sample.mjs";
import { speak } from "./journey/screens.mjs";
import { openPage, VIEWPORTS } from "./lib/browser.mjs";
import { axe, nothingCut } from "./lib/checks.mjs";
import { inPage } from "./lib/in-page.mjs";
import { screenshot } from "./lib/screenshots.mjs";
import { stage } from "./lib/stage.mjs";

/** @typedef {import("playwright-core").Page} Page */

const staged = stage();
const KRUTI_DEV = "foRr foHkkx dh lgefr izkIr gSA";
const UNICODE = "वित्त विभाग की सहमति प्राप्त है।";

/** @param {string} number */
function theNote(number) {
  const [note] = notes("urja-satpura");
  assert.ok(note);
  return { ...note, number, papers: [] };
}

/** @param {Page} page @param {...string} keys */
async function keys(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}

/** @param {Page} page @param {string} words */
async function type(page, words) {
  await page.keyboard.insertText(words);
}

/** Looks at a page in both languages and on two screens. @param {Page} page @param {string} name @param {() => Promise<void>} [before] */
async function look(page, name, before = async () => {}) {
  for (const language of /** @type {const} */ (["hi", "en"])) {
    if (language === "en") await speak(page, language);
    for (const viewport of /** @type {const} */ (["1280x800", "800x1280"])) {
      await page.setViewportSize(VIEWPORTS[viewport]);
      await before();
      await screenshot(page, name);
      assert.deepEqual([...(await axe(page)), ...(await nothingCut(page))], [], `${language} ${viewport}`);
    }
  }
  await speak(page, "hi");
}

/** Which tool or field has the focus. @param {Page} page */
function focused(page) {
  return inPage(
    page,
    () => {
      const here = document.activeElement;
      return here instanceof HTMLElement ? (here.dataset.tool ?? here.id) : "";
    },
    undefined,
  );
}

/** What the form would send of a section. @param {Page} page @param {string} key */
async function sent(page, key) {
  const field = page.locator(`#section-${key}`);
  const name = (await field.getAttribute("name")) ?? "";
  const value = await field.inputValue();
  return { name, value: name.startsWith("prose.") ? JSON.parse(value) : value };
}

/** By Alt+F10 to the tools, by arrows to one of them. @param {Page} page @param {string} tool */
async function useTool(page, tool) {
  await keys(page, "Alt+F10", "Home");
  for (let presses = 0; (await focused(page)) !== tool; presses += 1) {
    assert.ok(presses < 30, `arrows lead to ${tool}`);
    await keys(page, "ArrowRight");
  }
  await keys(page, "Enter");
}

const DOCUMENT = {
  version: 1,
  blocks: [
    { paragraph: ["पहला अनुच्छेद\nदूसरी पंक्ति"] },
    { paragraph: ["राशि ", { text: "बारह करोड़", strong: true }, " है"] },
    {
      list: {
        numbered: true,
        items: [
          { paragraphs: [["पहला बिन्दु"]], lists: [{ numbered: true, items: [{ paragraphs: [["उप-बिन्दु"]] }] }] },
          { paragraphs: [["दूसरा बिन्दु"]] },
        ],
      },
    },
    {
      table: {
        header: true,
        rows: [
          [[["वर्ष"]], [["राशि"]], [["स्रोत"]]],
          [[["2025-26"]], [["7"]], [["राज्य"]]],
          [[["2026-27"]], [["5"]], [["केन्द्र"]]],
          [[["योग"]], [["12"]], [[]]],
        ],
      },
    },
    { paragraph: ["तालिका के बाद"] },
  ],
};

/** Writes {@link DOCUMENT} into the section that has the focus. @param {Page} page */
async function writeByKeys(page) {
  await type(page, "पहला अनुच्छेद");
  await keys(page, "Shift+Enter");
  await type(page, "दूसरी पंक्ति");
  await keys(page, "Enter");
  await type(page, "राशि ");
  await keys(page, "Control+b");
  await type(page, "बारह करोड़");
  await keys(page, "Control+b");
  await type(page, " है");
  await keys(page, "Enter");
  await useTool(page, "numbers");
  await type(page, "पहला बिन्दु");
  await keys(page, "Enter");
  await type(page, "उप-बिन्दु");
  await keys(page, "Control+]", "Enter", "Control+[");
  await type(page, "दूसरा बिन्दु");
  await keys(page, "Enter", "Enter");
  await useTool(page, "table");
  const [first, ...cells] = "वर्ष राशि स्रोत 2025-26 7 राज्य 2026-27 5 केन्द्र".split(" ");
  await type(page, first ?? "");
  for (const cell of cells) {
    await keys(page, "Tab");
    await type(page, cell);
  }
  await useTool(page, "rowAdd");
  await keys(page, "ArrowDown", "Shift+Tab", "Shift+Tab");
  await type(page, "योग");
  await keys(page, "Tab");
  await type(page, "12");
}

/** What a reader sees of a section. @param {import("playwright-core").Locator} place */
function seen(place) {
  return place.evaluate((element) => ({
    list: [...element.querySelectorAll("li")].map((item) => item.firstChild?.textContent ?? ""),
    nested: element.querySelectorAll("li ol li").length,
    rows: [...element.querySelectorAll("tr")].map((row) => [...row.children].map((cell) => cell.textContent ?? "")),
    head: element.querySelectorAll("th").length,
    strong: [...element.querySelectorAll("strong")].map((one) => one.textContent),
  }));
}

const SEEN = {
  list: ["पहला बिन्दु", "उप-बिन्दु", "दूसरा बिन्दु"],
  nested: 1,
  rows: [
    ["वर्ष", "राशि", "स्रोत"],
    ["2025-26", "7", "राज्य"],
    ["2026-27", "5", "केन्द्र"],
    ["योग", "12", ""],
  ],
  head: 3,
  strong: ["बारह करोड़"],
};

test("paragraphs, a list and a table are written by keys, saved by themselves, and stand in the note", async () => {
  const { browser, url } = staged();
  const council = assemble(browser, url);
  const note = theNote("एफ 7-11/2026/तेरह");
  const page = await start(council, note);
  await write(council, page, note);
  assert.deepEqual(await sent(page, "gist"), { name: "section.gist", value: note.sections.gist });
  await page.locator("#editor-proposal").focus();
  await keys(page, "Control+A", "Delete");
  assert.deepEqual(await sent(page, "proposal"), { name: "section.proposal", value: "" });
  await writeByKeys(page);
  // In a table Tab goes from cell to cell; after Escape it leaves, forwards and back.
  await keys(page, "Escape", "Tab");
  assert.notEqual(await focused(page), "editor-proposal", "Escape, then Tab leaves");
  await keys(page, "Shift+Tab");
  assert.equal(await focused(page), "editor-proposal");
  await keys(page, "Control+End");
  await type(page, "तालिका के बाद");
  assert.deepEqual(await sent(page, "proposal"), { name: "prose.proposal", value: DOCUMENT });
  await keys(page, "Tab");
  await page.locator("form.draft [data-save-state].is-saved").waitFor();
  await page.reload();
  assert.deepEqual(await sent(page, "proposal"), { name: "prose.proposal", value: DOCUMENT });
  assert.deepEqual(await seen(page.locator("#editor-proposal")), SEEN);
  assert.equal(await page.locator("[data-prose-instead]").count(), 0);
  // What was not changed is sent as it came.
  await send(page, page.locator("form.draft .form-foot button"));
  assert.deepEqual((await sent(page, "proposal")).value, DOCUMENT);
  await look(page, "prose-draft", () => page.locator("#editor-proposal td").last().click());
  await putUp(council, page);
  await look(page, "prose-note");
  const formed = page.locator(".note .formed");
  assert.equal(await formed.count(), 1, "the other sections are plain");
  assert.deepEqual(await seen(formed), SEEN);
  assert.deepEqual(council.problems, []);
  await council.leave();
});

test("tools say whether they hold, and undo what was done", async () => {
  const { browser, url } = staged();
  const council = assemble(browser, url);
  const page = await start(council, theNote("एफ 7-12/2026/तेरह"));
  const tool = (/** @type {string} */ name) => page.locator(`#part-gist [data-tool="${name}"]`);
  await page.locator("#label-gist").click();
  assert.equal(await focused(page), "editor-gist", "its name leads to it");
  await type(page, "एक");
  assert.equal(await tool("strong").getAttribute("aria-pressed"), "false");
  assert.equal(await tool("undo").getAttribute("aria-disabled"), "false");
  assert.equal(await tool("redo").getAttribute("aria-disabled"), "true");
  await keys(page, "Control+A", "Control+b");
  assert.equal(await tool("strong").getAttribute("aria-pressed"), "true");
  await tool("underline").click();
  assert.deepEqual((await sent(page, "gist")).value.blocks, [
    { paragraph: [{ text: "एक", strong: true, underline: true }] },
  ]);
  await tool("bullets").click();
  assert.equal(await tool("bullets").getAttribute("aria-pressed"), "true");
  assert.ok(await tool("deeper").isVisible());
  await tool("numbers").click();
  assert.equal((await sent(page, "gist")).value.blocks[0].list.numbered, true);
  const before = await sent(page, "gist");
  // What followed quickly is undone at once: it is gone through to either end.
  const toTheEnd = async (/** @type {string} */ name) => {
    while ((await tool(name).getAttribute("aria-disabled")) === "false") await tool(name).click();
  };
  await toTheEnd("undo");
  assert.deepEqual(await sent(page, "gist"), { name: "section.gist", value: "" });
  await toTheEnd("redo");
  assert.deepEqual(await sent(page, "gist"), before);
  // Before a table that stands at the beginning one can still write.
  await keys(page, "Control+A", "Delete");
  await tool("table").click();
  await type(page, "शीर्ष");
  await keys(page, "ArrowUp");
  await type(page, "तालिका से पहले");
  assert.deepEqual((await sent(page, "gist")).value.blocks[0], { paragraph: ["तालिका से पहले"] });
  await page.locator("#editor-gist td").first().click();
  await tool("columnRemove").click();
  await tool("rowRemove").click();
  const { table } = (await sent(page, "gist")).value.blocks[1];
  assert.deepEqual([table.rows.length, table.rows[0].length], [2, 2]);
  await tool("tableRemove").click();
  assert.deepEqual(await sent(page, "gist"), { name: "section.gist", value: "तालिका से पहले" });
  assert.deepEqual(council.problems, []);
  await council.leave();
});

/** Puts something on the clipboard and into the section. @param {Page} page @param {Record<string, string>} data by kind */
async function paste(page, data) {
  await page.locator("#editor-gist").evaluate((element, data) => {
    const clipboardData = new DataTransfer();
    for (const [kind, words] of Object.entries(data)) clipboardData.setData(kind, words);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, data);
}

test("of what is pasted the section keeps what it knows", async () => {
  const { browser, url } = staged();
  const council = assemble(browser, url);
  const page = await start(council, theNote("एफ 7-13/2026/तेरह"));
  await page.locator("#editor-gist").focus();
  await paste(page, {
    "text/html": `<html><head><style>p { color: red }</style></head><body><!--StartFragment-->
      <h2 onclick="x()">शीर्षक</h2><p style="color:red">सादा <b>मोटा</b> <a href="https://x.example">कड़ी</a></p>
      <ul><li>एक<ul><li>भीतर</li></ul></li><li>दो</li></ul><script>alert(1)</script>
      <img src=x onerror="document.title = 'x'"><table><tr><td colspan="2">क</td></tr><tr><td>ख</td><td>ग</td></tr></table>
      <!--EndFragment--></body></html>`,
    "text/plain": "नहीं",
  });
  assert.deepEqual((await sent(page, "gist")).value.blocks, [
    { paragraph: [{ text: "शीर्षक", strong: true }] },
    { paragraph: ["सादा ", { text: "मोटा", strong: true }, " कड़ी"] },
    {
      list: {
        numbered: false,
        items: [
          { paragraphs: [["एक"]], lists: [{ numbered: false, items: [{ paragraphs: [["भीतर"]] }] }] },
          { paragraphs: [["दो"]] },
        ],
      },
    },
    {
      table: {
        header: false,
        rows: [
          [[["क"]], [[]]],
          [[["ख"]], [["ग"]]],
        ],
      },
    },
  ]);
  // In a cell there are but paragraphs: no word of a list is lost.
  await page.locator("#editor-gist td").last().click();
  await paste(page, { "text/html": "<ol><li>पहला</li><li>दूसरा</li></ol>" });
  const rows = (await sent(page, "gist")).value.blocks[3].table.rows;
  assert.deepEqual(rows[1][1].flat().join(" "), "ग1. पहला 2. दूसरा");
  await keys(page, "Control+A", "Delete");
  await paste(page, { "text/plain": "सादा\nपाठ\n\nदूसरा अनुच्छेद" });
  assert.deepEqual(await sent(page, "gist"), { name: "section.gist", value: "सादा\nपाठ\n\nदूसरा अनुच्छेद" });
  assert.deepEqual(council.problems, [], "the policy on content had nothing to refuse");
  await council.leave();
});

test("a paste of Kruti Dev is offered in Unicode, line by line, where it stands", async () => {
  const { browser, url } = staged();
  const council = assemble(browser, url);
  const page = await start(council, theNote("एफ 7-24/2026/तेरह"));
  const preview = page.locator(".typing-preview");
  await page.locator("#editor-gist").focus();
  await type(page, "पहले: ");
  await paste(page, {
    "text/html": `<p>${KRUTI_DEV}</p><ul><li><b>${KRUTI_DEV}</b></li><li>354</li></ul><table><tr><td>${KRUTI_DEV}</td><td>12</td></tr></table>`,
  });
  await preview.waitFor();
  assert.equal(
    await preview.locator(".typing-text").textContent(),
    [UNICODE, UNICODE, "354", UNICODE, "12"].join("\n"),
  );
  await screenshot(page, "prose-preview", { whole: false });
  // What is written meanwhile before it moves it, and is not touched.
  await keys(page, "Control+Home");
  await type(page, "फिर ");
  await preview.getByRole("button", { name: "बदलकर रखें" }).click();
  const list = [{ text: UNICODE, strong: true }];
  assert.deepEqual((await sent(page, "gist")).value.blocks, [
    { paragraph: [`फिर पहले: ${UNICODE}`] },
    { list: { numbered: false, items: [{ paragraphs: [list] }, { paragraphs: [["354"]] }] } },
    { table: { header: false, rows: [[[[UNICODE]], [["12"]]]] } },
  ]);
  await keys(page, "Control+z");
  assert.ok(JSON.stringify((await sent(page, "gist")).value).includes(KRUTI_DEV), "undone in one step");
  await keys(page, "Control+A", "Delete");
  await paste(page, { "text/plain": KRUTI_DEV });
  await preview.waitFor();
  // Whatever was changed within it is the typist's now.
  await type(page, "!");
  await keys(page, "ArrowLeft", "ArrowLeft", "Backspace");
  await preview.getByRole("button", { name: "बदलकर रखें" }).click();
  assert.ok(!(await sent(page, "gist")).value.includes(UNICODE), "it was left as it is");
  await council.leave();
});

test("without scripts a section with a table stays as it is, or becomes plain words knowingly", async () => {
  const { browser, url } = staged();
  const council = assemble(browser, url);
  const note = theNote("एफ 7-14/2026/तेरह");
  const page = await start(council, note);
  await page.locator("#editor-gist").focus();
  await writeByKeys(page);
  await keys(page, "Control+End");
  await type(page, "तालिका के बाद");
  await send(page, page.locator("form.draft .form-foot button"));
  const { page: plain, problems } = await openPage(browser, { scripts: false, baseURL: url });
  await plain.goto("/");
  await send(plain, plain.locator('button.post[value="energy_section_2"]'));
  await plain.goto(new URL(page.url()).pathname);
  assert.deepEqual(await seen(plain.locator("#part-gist .formed")), SEEN);
  assert.equal(await plain.locator("#section-gist").isVisible(), false);
  assert.equal(await plain.locator("#prose-keys").isVisible(), false);
  await look(plain, "prose-draft-without-scripts");
  await plain.fill("#section-background", "बिना स्क्रिप्ट लिखा गया");
  await send(plain, plain.locator("form.draft .form-foot button"));
  assert.deepEqual(await seen(plain.locator("#part-gist .formed")), SEEN);
  // The first officer's page is of before: nothing is lost of either.
  await page.locator("#editor-gist").focus();
  await keys(page, "Control+End");
  await type(page, " और");
  assert.equal(await press(page, page.locator("form.draft .form-foot button")), 409);
  assert.ok((await page.locator(".compare").allInnerTexts()).join().includes("योग | 12 |"));
  await send(page, page.locator(".form-foot button.danger"));
  await page.locator("#editor-gist").waitFor();
  assert.equal((await sent(page, "gist")).value.blocks.at(-1).paragraph[0], "तालिका के बाद और");
  await plain.goto(new URL(page.url()).pathname);
  await plain.locator("#part-gist label.choice").click();
  await send(plain, plain.locator("form.draft .form-foot button"));
  const words = await plain.inputValue("#section-gist");
  assert.ok(words.includes("1. पहला बिन्दु\n  1. उप-बिन्दु\n2. दूसरा बिन्दु") && words.includes("2025-26 | 7 | राज्य"), words);
  assert.deepEqual([...problems, ...council.problems], []);
  await plain.context().close();
  await council.leave();
});

test("what is wrong with a draft is told anew with each save, and its longest words break", async () => {
  const { browser, url } = staged();
  const council = assemble(browser, url, { look: async () => {} });
  const note = theNote("एफ 9-97/2026/तेरह");
  const page = await start(council, note);
  await write(council, page, note);
  const checks = page.locator('[data-checks-of="draft"]');
  assert.ok(await checks.locator("[data-complete]").isVisible(), await checks.innerText());

  // What the page told is not what it tells after the next save.
  await page.selectOption("#schedule", { index: 0 });
  await checks.locator("[data-defects] li").first().waitFor();
  assert.equal(await checks.locator("[data-defects] li").count(), 1);
  assert.ok(!(await checks.locator("[data-complete]").isVisible()));
  await page.selectOption("#schedule", { label: note.schedule });
  await page.fill("#head", "");
  await page.locator("#crore").focus();
  await checks.locator("[data-cautions] li").first().waitFor();
  await checks.locator("[data-complete]").waitFor();

  const label = "वर्ष".repeat(29);
  await page.fill("#head", "2801-".repeat(30));
  await page.locator("[name=year_label]").first().fill(label);
  await page.locator("[name=milestone_what]").first().fill("क्रियान्वयन".repeat(20));
  await page.locator("[name=point]").first().fill("निर्णय".repeat(60));
  for (const viewport of /** @type {const} */ (["1280x800", "800x1280"])) {
    await page.setViewportSize(VIEWPORTS[viewport]);
    assert.deepEqual(await nothingCut(page), [], `draft ${viewport}`);
  }
  await putUp(council, page);
  assert.ok((await page.locator(".years").innerText()).includes(label));
  for (const viewport of /** @type {const} */ (["1280x800", "800x1280"])) {
    await page.setViewportSize(VIEWPORTS[viewport]);
    await screenshot(page, "prose-long-words");
    assert.deepEqual(await nothingCut(page), [], viewport);
  }
  await council.leave();
});
