import assert from "node:assert/strict";
import { test } from "node:test";
import {
  asField,
  fromPlain,
  type ProseDocument,
  paragraphsOf,
  textOfParagraph,
  toPlain,
} from "../elements/prose/document.ts";
import { decoded, readMarkup } from "../elements/prose/markup.ts";
import { linesWithin } from "../elements/prose/pasted.ts";
import { listLevels, toDocument, toNode } from "../elements/prose/schema.ts";

const SECTION: ProseDocument = {
  version: 1,
  blocks: [
    { paragraph: ["क ", { text: "ख\nग", strong: true }, { text: "घ", strong: true, underline: true }] },
    {
      list: {
        numbered: true,
        items: [
          { paragraphs: [["एक"], ["और"]], lists: [{ numbered: false, items: [{ paragraphs: [["भीतर"]] }] }] },
          { paragraphs: [["दो"]] },
        ],
      },
    },
    {
      table: {
        header: true,
        rows: [
          [[["वर्ष"]], [["राशि"]]],
          [[["2025-26"]], [["12"], []]],
        ],
      },
    },
    { paragraph: ["अंत"] },
  ],
};

/** Numbers that look like chance and are the same on every machine. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

test("the editor holds a document and gives it back", () => {
  assert.deepEqual(toDocument(toNode(SECTION)), SECTION);
  assert.equal(listLevels(toNode(SECTION)), 2);
  assert.deepEqual(asField(SECTION), { prefix: "prose", value: JSON.stringify(SECTION) });
  const after = { ...SECTION, blocks: [...SECTION.blocks, { paragraph: [] }] };
  assert.deepEqual(asField(after), asField(SECTION), "the empty paragraph at the end is the editor's own");
});

test("what the editor cannot hold is said, not mended", () => {
  for (const blocks of [
    [{ list: { numbered: true, items: [] } }],
    [{ list: { numbered: true, items: [{ paragraphs: [] }] } }],
    [{ table: { header: true, rows: [[[]]] } }],
    [{ heading: ["क"] }],
  ]) {
    assert.throws(() => toNode({ version: 1, blocks } as unknown as ProseDocument), JSON.stringify(blocks));
  }
});

test("plain words come back to the last sign, through the editor too", () => {
  const words = ["", "क", "क\nख", "क\n\nख", "क\n\n\nख", "क\n\n\n\nख", "\nक", "  क\t", '{"version":1}', "क\n\n"];
  for (let seed = 1; seed < 300; seed += 1) {
    const draw = chance(seed);
    words.push(Array.from({ length: draw(12) }, () => "क \n\n•|1."[draw(8)]).join(""));
  }
  for (const one of words) {
    assert.equal(toPlain(fromPlain(one)), one);
    const parts = one.split("\n\n");
    while (parts.at(-1) === "") parts.pop();
    const value = parts.join("\n\n");
    assert.deepEqual(asField(toDocument(toNode(fromPlain(one)))), { prefix: "section", value }, JSON.stringify(one));
  }
});

test("where only paragraphs may stand every word stays", () => {
  assert.deepEqual(paragraphsOf(SECTION).map(textOfParagraph), [
    "क ख\nगघ",
    "1. एक",
    "  और",
    "  • भीतर",
    "2. दो",
    "वर्ष | राशि",
    "2025-26 | 12",
    "अंत",
  ]);
});

test("a span is lines that stand where they are said to stand", () => {
  const node = toNode(SECTION);
  const lines = linesWithin(node, { from: 0, to: node.content.size });
  const words = ["क ख", "गघ", "एक", "और", "भीतर", "दो", "वर्ष", "राशि", "2025-26", "12", "अंत"];
  assert.deepEqual(
    lines.map((line) => line.words),
    words,
  );
  for (const { from, to, words } of lines) assert.equal(node.textBetween(from, to), words);
  const [, second, third] = lines;
  assert.ok(second && third);
  const within = linesWithin(node, { from: second.from + 1, to: third.to - 1 });
  assert.deepEqual(
    within.map((line) => line.words),
    ["घ", "ए"],
  );
});

test("entities are characters, and what is none stays", () => {
  assert.equal(
    decoded("&lt;b&gt; &amp;amp; &#2325;&#x916;; &hellip; &nothing; &#0;&#xD800;"),
    "<b> &amp; कख; … &nothing; ",
  );
});

test("markup of word processors becomes what a section can hold", () => {
  const word = `<html xmlns:o="urn:x"><head><meta charset=utf-8><title>नहीं</title><style><!-- p { } --></style>
    <xml><w:x>नहीं</w:x></xml></head><body lang=HI><!--StartFragment--><p class=MsoNormal style='margin:0'>यह
    <b style='mso-bidi-font-weight:normal'>मोटा</b>&nbsp;<span style="font-weight:700">भी</span> और
    <span style='text-decoration:underline'>रेखांकित</span><o:p></o:p></p><p><o:p>&nbsp;</o:p></p>
    <table><thead><tr><th>वर्ष</th><th>राशि</th></tr></thead><tbody><tr><td><p>2025-26</p></td></tr></tbody></table>
    <!--EndFragment--></body></html>`;
  assert.deepEqual(readMarkup(word).blocks, [
    {
      paragraph: [
        "यह ",
        { text: "मोटा", strong: true },
        " ",
        { text: "भी", strong: true },
        " और ",
        { text: "रेखांकित", underline: true },
      ],
    },
    {
      table: {
        header: true,
        rows: [
          [[["वर्ष"]], [["राशि"]]],
          [[["2025-26"]], [[]]],
        ],
      },
    },
  ]);
  const web = `<div>एक<div>दो<br>तीन</div></div><ul><li>क<ol><li>ख<ul><li>ग<ul><li>घ</li></ul></li></ul></li></ol>च</li>
    <ul><li>छ</li></ul></ul><pre>ज
झ</pre><b style="font-weight:normal"><p>सादा</p></b>`;
  const read = readMarkup(web);
  assert.equal(listLevels(toNode(read)), 3);
  assert.equal(toPlain(read).replace(/[^\u0900-\u097f]/g, ""), "एकदोतीनकखगघचछजझसादा");
  assert.deepEqual(read.blocks.slice(0, 2), [{ paragraph: ["एक"] }, { paragraph: ["दो\nतीन"] }]);
  assert.deepEqual(read.blocks.at(-1), { paragraph: ["सादा"] });
});

test("no markup breaks the reader, and what it reads the editor holds", () => {
  const pieces = [
    "<p>",
    "</p>",
    "<ul>",
    "</ul>",
    "<ol>",
    "<li>",
    "</li>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<th colspan=3>",
    "</td>",
    "<b>",
    "</b>",
    "<u",
    "<script>",
    "</script>",
    "<br>",
    "क",
    " ख ",
    "<!--",
    "-->",
    "&",
    "<",
    ">",
    "<div style='font-weight:bold",
  ];
  for (let seed = 1; seed < 2000; seed += 1) {
    const draw = chance(seed);
    const markup = Array.from({ length: draw(40) }, () => pieces[draw(pieces.length)]).join("");
    const read = readMarkup(markup);
    if (read.blocks.length > 0) assert.deepEqual(toDocument(toNode(read)), read, markup);
    assert.ok(listLevels(toNode(read)) <= 3, markup);
  }
  assert.equal(toPlain(readMarkup("<ul>".repeat(20_000))).length < 100, true);
});
