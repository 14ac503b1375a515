/** What the editor can hold, and the way between it and the document that is kept. */
import { Fragment, type Mark, type Node, Schema } from "prosemirror-model";
import { tableNodes } from "prosemirror-tables";
import {
  type Block,
  type Item,
  LIST_LEVELS_MAX,
  type List,
  type Paragraph,
  type ProseDocument,
  type Run,
  runOf,
  type Table,
  VERSION,
} from "./document.ts";

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
    bullet_list: { content: "list_item+", group: "block list", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0] },
    ordered_list: { content: "list_item+", group: "block list", parseDOM: [{ tag: "ol" }], toDOM: () => ["ol", 0] },
    list_item: { content: "paragraph+ list*", defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },
    ...tableNodes({ tableGroup: "block", cellContent: "paragraph+", cellAttributes: {} }),
    text: { group: "inline" },
    hard_break: {
      group: "inline",
      inline: true,
      selectable: false,
      linebreakReplacement: true,
      leafText: () => "\n",
      parseDOM: [{ tag: "br" }],
      toDOM: () => ["br"],
    },
  },
  marks: {
    strong: {
      parseDOM: [{ tag: "strong" }, { tag: "b" }],
      toDOM: () => ["strong", 0],
    },
    underline: { parseDOM: [{ tag: "u" }], toDOM: () => ["u", 0] },
  },
});

export const nodes = schema.nodes as Record<
  | "doc"
  | "paragraph"
  | "bullet_list"
  | "ordered_list"
  | "list_item"
  | "table"
  | "table_row"
  | "table_cell"
  | "table_header"
  | "hard_break",
  Node["type"]
>;
export const marks = schema.marks as Record<"strong" | "underline", Mark["type"]>;

function marksOf(run: Run): Mark[] {
  if (typeof run === "string") return [];
  return [...(run.strong ? [marks.strong.create()] : []), ...(run.underline ? [marks.underline.create()] : [])];
}

function paragraphNode(paragraph: Paragraph): Node {
  const content = paragraph.flatMap((run) => {
    const lines = (typeof run === "string" ? run : run.text).split("\n");
    return lines.flatMap((line, place) => [
      ...(place > 0 ? [nodes.hard_break.create(null, null, marksOf(run))] : []),
      ...(line === "" ? [] : [schema.text(line, marksOf(run))]),
    ]);
  });
  return nodes.paragraph.create(null, content);
}

function itemNode(item: Item): Node {
  return nodes.list_item.create(null, [...item.paragraphs.map(paragraphNode), ...(item.lists ?? []).map(listNode)]);
}

function listNode(list: List): Node {
  return (list.numbered ? nodes.ordered_list : nodes.bullet_list).create(null, list.items.map(itemNode));
}

function tableNode(table: Table): Node {
  const rows = table.rows.map((row, number) => {
    const kind = table.header && number === 0 ? nodes.table_header : nodes.table_cell;
    return nodes.table_row.create(
      null,
      row.map((cell) => kind.create(null, cell.map(paragraphNode))),
    );
  });
  return nodes.table.create(null, rows);
}

function blockNode(block: Block): Node {
  if ("paragraph" in block) return paragraphNode(block.paragraph);
  return "list" in block ? listNode(block.list) : tableNode(block.table);
}

export function fragmentOf(document: ProseDocument): Fragment {
  return Fragment.fromArray(document.blocks.map(blockNode));
}

/** A whole document in the editor. Throws for what the editor cannot hold. */
export function toNode(document: ProseDocument): Node {
  const blocks = document.blocks.length > 0 ? fragmentOf(document) : Fragment.from(nodes.paragraph.create());
  const made = nodes.doc.create(null, blocks);
  made.check();
  return made;
}

function children(node: Node): Node[] {
  return Array.from({ length: node.childCount }, (_, place) => node.child(place));
}

function paragraphOf(node: Node): Paragraph {
  const runs: { text: string; strong: boolean; underline: boolean }[] = [];
  for (const child of children(node)) {
    const text = child.isText ? (child.text ?? "") : "\n";
    const has = (mark: Mark["type"]) => mark.isInSet(child.marks) !== undefined;
    const run = { text, strong: has(marks.strong), underline: has(marks.underline) };
    const last = runs.at(-1);
    if (last && last.strong === run.strong && last.underline === run.underline) last.text += text;
    else runs.push(run);
  }
  return runs.map(({ text, strong, underline }) => runOf(text, strong, underline));
}

function listOf(node: Node): List {
  const items = children(node).map((item): Item => {
    const paragraphs = children(item).filter((child) => child.type === nodes.paragraph);
    const inner = children(item).filter((child) => child.type !== nodes.paragraph);
    const lists = inner.length > 0 ? { lists: inner.map(listOf) } : {};
    return { paragraphs: paragraphs.map(paragraphOf), ...lists };
  });
  return { numbered: node.type === nodes.ordered_list, items };
}

function tableOf(node: Node): Table {
  const rows = children(node).map(children);
  const header = (rows[0] ?? []).every((cell) => cell.type === nodes.table_header);
  return { header, rows: rows.map((row) => row.map((cell) => children(cell).map(paragraphOf))) };
}

/** What is kept of a document in the editor. */
export function toDocument(node: Node): ProseDocument {
  const blocks = children(node).map((child): Block => {
    if (child.type === nodes.paragraph) return { paragraph: paragraphOf(child) };
    return child.type === nodes.table ? { table: tableOf(child) } : { list: listOf(child) };
  });
  return { version: VERSION, blocks };
}

/** How many lists lie within each other. */
export function listLevels(node: Node): number {
  let deepest = 0;
  const walk = (one: Node, level: number) => {
    const here = one.type === nodes.bullet_list || one.type === nodes.ordered_list ? level + 1 : level;
    deepest = Math.max(deepest, here);
    if (deepest <= LIST_LEVELS_MAX && !one.isTextblock) for (const child of children(one)) walk(child, here);
  };
  walk(node, 0);
  return deepest;
}
