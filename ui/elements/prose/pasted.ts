/**
 * A paste of Kruti Dev into a section. The lines of what was pasted are asked about as in any field; where they stand is
 * followed through whatever is written meanwhile.
 */
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { offerFor, type Passage, speaker } from "../typing-paste.ts";
import { schema } from "./schema.ts";

type Span = { from: number; to: number };

const key = new PluginKey<Span | undefined>("pasted");

/** Keeps where the last paste stands; nothing once it is gone. */
export const pasted = new Plugin<Span | undefined>({
  key,
  state: {
    init: () => undefined,
    apply: (transaction, span) => {
      const set: Span | undefined = transaction.getMeta(key);
      if (set) return set;
      if (!span) return undefined;
      const [from, to] = [transaction.mapping.map(span.from, 1), transaction.mapping.map(span.to, -1)];
      return from < to ? { from, to } : undefined;
    },
  },
});

/** The lines within a span: what stands between the ends of paragraphs and line breaks. */
export function linesWithin(document: Node, { from, to }: Span): (Span & { words: string })[] {
  const lines: (Span & { words: string })[] = [];
  document.nodesBetween(from, to, (node, start) => {
    if (!node.isTextblock) return true;
    let line: (Span & { words: string }) | undefined;
    node.forEach((inline, offset) => {
      const at = start + 1 + offset;
      const [begin, end] = [Math.max(at, from), Math.min(at + inline.nodeSize, to)];
      if (!inline.isText) line = undefined;
      else if (begin < end) {
        const words = (inline.text ?? "").slice(begin - at, end - at);
        if (line) {
          line.to = end;
          line.words += words;
        } else {
          line = { from: begin, to: end, words };
          lines.push(line);
        }
      }
    });
    return false;
  });
  return lines;
}

/** The marks that a whole line has. */
function marksOf(document: Node, { from, to }: Span) {
  const all = Object.values(schema.marks).filter((mark) => {
    let whole = true;
    document.nodesBetween(from, to, (node) => {
      if (node.isText && !mark.isInSet(node.marks)) whole = false;
    });
    return whole;
  });
  return all.map((mark) => mark.create());
}

function passageOf(view: EditorView): Passage {
  const lines = () => {
    const span = key.getState(view.state);
    return span ? linesWithin(view.state.doc, span) : [];
  };
  const words = () =>
    lines()
      .map((line) => line.words)
      .join("\n");
  const first = words();
  const box = view.dom.closest(".editor") ?? view.dom;
  return {
    words: first,
    beside: box,
    form: box.closest("form"),
    stands: () => first !== "" && words() === first,
    replace: (converted) => {
      const [now, read] = [lines(), converted.split("\n")];
      if (now.length !== read.length) return;
      const { tr } = view.state;
      // From the end, so that the places before stay what they are.
      for (const [place, line] of [...now.entries()].reverse()) {
        const text = read[place] ?? "";
        const marks = marksOf(view.state.doc, line);
        if (text === line.words) continue;
        if (text === "") tr.delete(line.from, line.to);
        else tr.replaceWith(line.from, line.to, schema.text(text, marks));
      }
      view.dispatch(tr.scrollIntoView());
      view.focus();
    },
    focus: () => view.focus(),
  };
}

/** Offers what was just pasted between two places in Unicode, where it looks like Kruti Dev. */
export function offerPasted(view: EditorView, from: number): void {
  const words = document.querySelector<HTMLTemplateElement>("template[data-typing]")?.dataset;
  const main = document.querySelector("main");
  const { to } = view.state.selection;
  if (!words || !main || from >= to) return;
  view.dispatch(view.state.tr.setMeta(key, { from, to }));
  void offerFor(passageOf(view), words, (said) => announce(main, said));
}

let say: ((words: string) => void) | undefined;

function announce(main: Element, words: string): void {
  say ??= speaker(main);
  say(words);
}
