/**
 * Reads what other programs put on the clipboard as markup, and keeps of it what a section can hold: paragraphs, lists,
 * tables, strong and underlined letters. It is read by itself, sign by sign: a browser's own parser is closed to scripts here
 * (Trusted Types), and of what this does not know nothing can come in but words.
 */
import {
  type Block,
  COLUMNS_MAX,
  type Item,
  LIST_LEVELS_MAX,
  type List,
  type Paragraph,
  type ProseDocument,
  ROWS_MAX,
  runOf,
  tableLines,
  VERSION,
} from "./document.ts";

type Manner = { tag: string; strong: boolean; underline: boolean };
type Place =
  | { kind: "document"; blocks: Block[] }
  | { kind: "list"; list: List }
  | { kind: "item"; item: Item }
  | { kind: "table"; rows: { cells: Paragraph[][]; isHead: boolean }[] }
  | { kind: "cell"; paragraphs: Paragraph[] };

/** A comment, a declaration, a tag with its attributes, or words. */
const TOKEN = /<!--[\s\S]*?(?:-->|$)|<[!?][^>]*>|<(\/?)([a-z][a-z0-9:-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>|[^<]+|</gi;
const LEFT_OUT = new Set([
  "head",
  "style",
  "script",
  "title",
  "template",
  "xml",
  "noscript",
  "iframe",
  "object",
  "svg",
]);
const BLOCKS = new Set(
  "p div section article header footer main aside nav blockquote pre address figure figcaption dl dt dd form fieldset body html center hr caption".split(
    " ",
  ),
);
const HEADINGS = /^h[1-6]$/;
const ENTITIES: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: " ",
  zwj: "\u200d",
  zwnj: "\u200c",
};
const MORE: Record<string, string> = {
  ndash: "–",
  mdash: "—",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
  hellip: "…",
  bull: "•",
  middot: "·",
  deg: "°",
  times: "×",
  frac12: "½",
};

function character(code: number): string {
  const isOne = Number.isInteger(code) && code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isOne ? String.fromCodePoint(code) : "";
}

export function decoded(words: string): string {
  return words.replace(/&(#x[0-9a-f]+|#[0-9]+|[a-z]+[0-9]*);?/gi, (whole, name: string) => {
    if (/^#x/i.test(name)) return character(Number.parseInt(name.slice(2), 16));
    if (name.startsWith("#")) return character(Number.parseInt(name.slice(1), 10));
    return ENTITIES[name] ?? MORE[name] ?? whole;
  });
}

function styleOf(attributes: string): string {
  const found = /\bstyle\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(attributes);
  return (found?.[1] ?? found?.[2] ?? "").toLowerCase();
}

function spanOf(attributes: string): number {
  const found = /\bcolspan\s*=\s*["']?(\d+)/i.exec(attributes);
  return Math.min(COLUMNS_MAX, Math.max(1, Number(found?.[1] ?? 1)));
}

function mannerOf(tag: string, attributes: string, around: Manner): Manner {
  const style = styleOf(attributes);
  const weight = /(?:^|[;\s])font-weight\s*:\s*([a-z0-9]+)/.exec(style)?.[1];
  const line = /(?:^|[;\s])text-decoration(?:-line)?\s*:\s*([^;]+)/.exec(style)?.[1];
  let { strong, underline } = around;
  if (tag === "b" || tag === "strong" || HEADINGS.test(tag)) strong = true;
  if (tag === "u" || tag === "ins") underline = true;
  if (weight !== undefined) strong = weight === "bold" || weight === "bolder" || Number(weight) >= 600;
  if (line?.includes("underline")) underline = true;
  // A link is underlined by whoever shows it; that is no manner of its words.
  if (tag === "a") underline = around.underline;
  return { tag, strong, underline };
}

class Reader {
  readonly #blocks: Block[] = [];
  readonly #places: Place[] = [{ kind: "document", blocks: this.#blocks }];
  readonly #manners: Manner[] = [];
  #runs: { text: string; strong: boolean; underline: boolean }[] = [];
  #leftOut: string | undefined;
  #preformatted = 0;
  /** Deeper lists than there may be, and tables within tables: their items and cells become paragraphs where they stand. */
  #ignored: string[] = [];

  read(markup: string): ProseDocument {
    for (const [whole, closing, name, attributes] of markup.matchAll(TOKEN)) {
      if (name !== undefined) this.#tag(name.toLowerCase(), closing === "/", attributes ?? "");
      else if (!whole.startsWith("<!") && !whole.startsWith("<?")) this.#words(whole);
    }
    this.#flush();
    while (this.#places.length > 1) this.#leave();
    return { version: VERSION, blocks: this.#blocks };
  }

  get #place(): Place {
    return this.#places.at(-1) ?? { kind: "document", blocks: this.#blocks };
  }

  get #manner(): Manner {
    return this.#manners.at(-1) ?? { tag: "", strong: false, underline: false };
  }

  #words(written: string): void {
    if (this.#leftOut !== undefined) return;
    const plain = decoded(written).replaceAll("\u00a0", " ");
    const { strong, underline } = this.#manner;
    const text = this.#preformatted > 0 ? plain.replace(/\r\n?/g, "\n") : plain.replace(/[ \t\r\n\f]+/g, " ");
    // White space between the rows of a table or the items of a list is nobody's.
    if (text.trim() === "" && this.#runs.length === 0) return;
    this.#runs.push({ text, strong, underline });
  }

  #tag(tag: string, isClosing: boolean, attributes: string): void {
    if (this.#leftOut !== undefined) {
      if (isClosing && tag === this.#leftOut) this.#leftOut = undefined;
      return;
    }
    if (LEFT_OUT.has(tag)) {
      if (!isClosing && !attributes.trimEnd().endsWith("/")) this.#leftOut = tag;
      return;
    }
    if (tag === "br") {
      if (!isClosing) this.#runs.push({ ...this.#manner, text: "\n" });
      return;
    }
    const isBlock = BLOCKS.has(tag) || HEADINGS.test(tag);
    if (isBlock || /^(?:ul|ol|li|table|thead|tbody|tfoot|tr|td|th)$/.test(tag)) this.#flush();
    if (tag === "pre") this.#preformatted = Math.max(0, this.#preformatted + (isClosing ? -1 : 1));
    if (isClosing) this.#close(tag);
    else this.#open(tag, attributes);
  }

  #open(tag: string, attributes: string): void {
    if (!/^(?:hr|img|input|col|meta|link|wbr|area|base)$/.test(tag)) {
      if (this.#manners.length < 256) this.#manners.push(mannerOf(tag, attributes, this.#manner));
    }
    if (tag === "ul" || tag === "ol") this.#openList(tag);
    else if (tag === "li") this.#openItem();
    else if (tag === "table") this.#openTable();
    else if (tag === "tr") this.#openRow();
    else if (tag === "td" || tag === "th") this.#openCell(tag, attributes);
  }

  #openList(tag: string): void {
    const list: List = { numbered: tag === "ol", items: [] };
    const level = this.#places.filter((place) => place.kind === "list").length;
    let here = this.#place;
    if (here.kind === "list") {
      // A list that lies in a list without an item belongs to the item before it.
      const item = here.list.items.at(-1) ?? { paragraphs: [] };
      if (here.list.items.length === 0) here.list.items.push(item);
      here = { kind: "item", item };
      this.#places.push(here);
    }
    const fits = level < LIST_LEVELS_MAX && (here.kind === "document" || here.kind === "item");
    if (!fits) {
      this.#ignored.push(tag);
      return;
    }
    if (here.kind === "document") here.blocks.push({ list });
    else if (here.kind === "item") here.item.lists = [...(here.item.lists ?? []), list];
    this.#places.push({ kind: "list", list });
  }

  #openItem(): void {
    if (this.#ignored.length > 0) return;
    if (this.#place.kind === "item") this.#leave();
    const here = this.#place;
    if (here.kind !== "list") return;
    const item: Item = { paragraphs: [] };
    here.list.items.push(item);
    this.#places.push({ kind: "item", item });
  }

  #openTable(): void {
    if (this.#place.kind === "document") this.#places.push({ kind: "table", rows: [] });
    else this.#ignored.push("table");
  }

  #openRow(): void {
    if (this.#ignored.length > 0) return;
    if (this.#place.kind === "cell") this.#leave();
    const here = this.#place;
    if (here.kind === "table") here.rows.push({ cells: [], isHead: true });
  }

  #openCell(tag: string, attributes: string): void {
    if (this.#ignored.length > 0) return;
    if (this.#place.kind === "cell") this.#leave();
    const here = this.#place;
    if (here.kind !== "table") return;
    const row = here.rows.at(-1) ?? { cells: [], isHead: true };
    if (here.rows.length === 0) here.rows.push(row);
    if (tag === "td") row.isHead = false;
    const paragraphs: Paragraph[] = [];
    row.cells.push(paragraphs);
    for (let more = spanOf(attributes); more > 1; more -= 1) row.cells.push([]);
    this.#places.push({ kind: "cell", paragraphs });
  }

  #close(tag: string): void {
    const opened = this.#manners.findLastIndex((manner) => manner.tag === tag);
    if (opened >= 0) this.#manners.splice(opened);
    if (tag === "ul" || tag === "ol" || tag === "table") {
      if (this.#ignored.length > 0) {
        if (this.#ignored.at(-1) === tag) this.#ignored.pop();
        return;
      }
      this.#leaveUntil(tag === "table" ? "table" : "list");
    } else if (this.#ignored.length === 0) {
      if (tag === "li" && this.#place.kind === "item") this.#leave();
      if ((tag === "td" || tag === "th") && this.#place.kind === "cell") this.#leave();
    }
  }

  #leaveUntil(kind: Place["kind"]): void {
    const at = this.#places.findLastIndex((place) => place.kind === kind);
    while (at > 0 && this.#places.length > at) this.#leave();
  }

  #leave(): void {
    const left = this.#places.pop();
    if (left?.kind === "item" && left.item.paragraphs.length === 0) left.item.paragraphs.push([]);
    if (left?.kind === "table") this.#keepTable(left.rows);
    if (left?.kind === "list" && left.list.items.length === 0) left.list.items.push({ paragraphs: [[]] });
  }

  #keepTable(found: { cells: Paragraph[][]; isHead: boolean }[]): void {
    const rows = found.filter((row) => row.cells.length > 0);
    const columns = Math.max(0, ...rows.map((row) => row.cells.length));
    if (columns === 0) return;
    const cells = rows.map((row) =>
      Array.from({ length: columns }, (_, place) => {
        const cell = row.cells[place] ?? [];
        return cell.length > 0 ? cell : [[]];
      }),
    );
    const table = { header: rows[0]?.isHead ?? false, rows: cells };
    // One cell is no table, but how a letter was set out; one that is too large is kept in lines.
    if (columns === 1 && rows.length === 1)
      for (const paragraph of cells[0]?.[0] ?? []) this.#blocks.push({ paragraph });
    else if (columns <= COLUMNS_MAX && rows.length <= ROWS_MAX) this.#blocks.push({ table });
    else for (const line of tableLines(table)) this.#blocks.push({ paragraph: [line] });
  }

  #flush(): void {
    const paragraph = trimmed(this.#runs);
    this.#runs = [];
    if (paragraph.length === 0) return;
    const here = this.#place;
    if (here.kind === "document") here.blocks.push({ paragraph });
    else if (here.kind === "item") this.#intoItem(here.item, paragraph);
    else if (here.kind === "cell") here.paragraphs.push(paragraph);
    else if (here.kind === "list") here.list.items.push({ paragraphs: [paragraph] });
    else this.#blocks.push({ paragraph });
  }

  /** In an item paragraphs stand before its lists: what comes after one is an item of its own in it. */
  #intoItem(item: Item, paragraph: Paragraph): void {
    const inner = item.lists?.at(-1);
    if (inner) inner.items.push({ paragraphs: [paragraph] });
    else item.paragraphs.push(paragraph);
  }
}

/** Without white space at its ends and around line breaks; neighbours of one manner together. */
function trimmed(runs: { text: string; strong: boolean; underline: boolean }[]): Paragraph {
  const joined: typeof runs = [];
  for (const { text, strong, underline } of runs) {
    const last = joined.at(-1);
    const ends = last === undefined || /\s$/.test(last.text);
    const words = ends && text !== "\n" ? text.replace(/^ +/, "") : text;
    if (text === "\n" && last) last.text = last.text.replace(/ +$/, "");
    if (last && last.strong === strong && last.underline === underline) last.text += words;
    else if (words !== "") joined.push({ text: words, strong, underline });
  }
  while (joined.length > 0) {
    const last = joined.at(-1);
    if (!last) break;
    last.text = last.text.trimEnd();
    if (last.text !== "") break;
    joined.pop();
  }
  while (joined[0] && joined[0].text.trimStart() === "") joined.shift();
  if (joined[0]) joined[0].text = joined[0].text.trimStart();
  return joined.map(({ text, strong, underline }) => runOf(text, strong, underline));
}

/** What a section can hold of a piece of markup. */
export function readMarkup(markup: string): ProseDocument {
  return new Reader().read(markup);
}
