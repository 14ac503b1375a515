/**
 * The document of a section as it is kept (`crates/cabinet/src/prose.rs` says what it may be). What is nothing but plain
 * paragraphs is plain words: an empty line parts paragraphs, a single line break stays one.
 */

export type Run = string | { text: string; strong?: true; underline?: true };
/** Runs that stand in one paragraph; a line break is a `\n` in a run. */
export type Paragraph = Run[];
export type Item = { paragraphs: Paragraph[]; lists?: List[] };
export type List = { numbered: boolean; items: Item[] };
/** Rows of cells of paragraphs; every row has the same number of cells. */
export type Table = { header: boolean; rows: Paragraph[][][] };
export type Block = { paragraph: Paragraph } | { list: List } | { table: Table };
export type ProseDocument = { version: 1; blocks: Block[] };

export const VERSION = 1;
export const LIST_LEVELS_MAX = 3;
export const ITEMS_MAX = 300;
export const ROWS_MAX = 300;
export const COLUMNS_MAX = 12;

/** Words as they are kept, with the manners they are in. */
export function runOf(text: string, strong: boolean, underline: boolean): Run {
  if (!strong && !underline) return text;
  return { text, ...(strong ? { strong: true } : {}), ...(underline ? { underline: true } : {}) };
}

function textOf(run: Run): string {
  return typeof run === "string" ? run : run.text;
}

function isPlainRun(run: Run): boolean {
  return typeof run === "string" || !(run.strong || run.underline);
}

export function textOfParagraph(paragraph: Paragraph): string {
  return paragraph.map(textOf).join("");
}

/** Whether plain words hold all of it. */
export function isPlain(document: ProseDocument): boolean {
  return document.blocks.every((block) => "paragraph" in block && block.paragraph.every(isPlainRun));
}

export function fromPlain(words: string): ProseDocument {
  const parts = words.replace(/\r\n?/g, "\n").split("\n\n");
  return { version: VERSION, blocks: parts.map((part) => ({ paragraph: part === "" ? [] : [part] })) };
}

/** A list as lines with number or bullet. */
export function listLines(list: List, margin = ""): string[] {
  return list.items.flatMap((item, place) => {
    const sign = list.numbered ? `${place + 1}.` : "•";
    const own = item.paragraphs.map(
      (paragraph, order) => `${margin}${order === 0 ? `${sign} ` : "  "}${textOfParagraph(paragraph)}`,
    );
    return [...own, ...(item.lists ?? []).flatMap((inner) => listLines(inner, `${margin}  `))];
  });
}

/** A table as lines, a row each. */
export function tableLines(table: Table): string[] {
  const cell = (paragraphs: Paragraph[]) => paragraphs.map(textOfParagraph).join(" ").replace(/\s+/g, " ").trim();
  return table.rows.map((row) => row.map(cell).join(" | "));
}

/** Where nothing but paragraphs may stand: the same words in paragraphs. */
export function paragraphsOf(document: ProseDocument): Paragraph[] {
  return document.blocks.flatMap((block): Paragraph[] => {
    if ("paragraph" in block) return [block.paragraph];
    const lines = "list" in block ? listLines(block.list) : tableLines(block.table);
    return lines.map((line) => [line]);
  });
}

export function toPlain(document: ProseDocument): string {
  const plain = (block: Block) => {
    if ("paragraph" in block) return textOfParagraph(block.paragraph);
    return ("list" in block ? listLines(block.list) : tableLines(block.table)).join("\n");
  };
  return document.blocks.map(plain).join("\n\n");
}

/** Without the empty paragraphs at the end: after a table the editor keeps one, to be written in. */
function ended(document: ProseDocument): ProseDocument {
  const blocks = [...document.blocks];
  for (let last = blocks.at(-1); last && "paragraph" in last && last.paragraph.length === 0; last = blocks.at(-1)) {
    blocks.pop();
  }
  return { version: VERSION, blocks };
}

/** The name before the section's key, and the value, under which a form sends it. */
export function asField(document: ProseDocument): { prefix: "section" | "prose"; value: string } {
  const kept = ended(document);
  if (isPlain(kept)) return { prefix: "section", value: toPlain(kept) };
  return { prefix: "prose", value: JSON.stringify(kept) };
}
