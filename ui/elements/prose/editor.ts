/**
 * Makes an editor of a section's field. The field stays what the form sends: hidden, it carries plain words as long as there
 * are no more than these (`section.KEY`), else the document (`prose.KEY`).
 */
import { baseKeymap, chainCommands } from "prosemirror-commands";
import { history } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import type { Node } from "prosemirror-model";
import { type Command, EditorState, Plugin } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { onDrop, onPaste, plainOf } from "./clipboard.ts";
import { commands, lineBreak, newItem, nextCell, writeBeforeTable } from "./commands.ts";
import {
  asField,
  COLUMNS_MAX,
  fromPlain,
  ITEMS_MAX,
  LIST_LEVELS_MAX,
  type ProseDocument,
  ROWS_MAX,
} from "./document.ts";
import { pasted } from "./pasted.ts";
import { listLevels, nodes, schema, toDocument, toNode } from "./schema.ts";
import { makeToolbar } from "./toolbar.ts";

/** Whether a document keeps within what is taken when it is saved. */
function isWithinBounds(document: Node): boolean {
  let fits = listLevels(document) <= LIST_LEVELS_MAX;
  document.descendants((node) => {
    if (node.type === nodes.table) fits &&= node.childCount <= ROWS_MAX;
    else if (node.type === nodes.table_row) fits &&= node.childCount <= COLUMNS_MAX;
    else if (node.type === nodes.bullet_list || node.type === nodes.ordered_list) fits &&= node.childCount <= ITEMS_MAX;
    return fits && !node.isTextblock;
  });
  return fits;
}

const bounds = new Plugin({
  filterTransaction: (transaction) => !transaction.docChanged || isWithinBounds(transaction.doc),
  // After a table one must be able to go on writing.
  appendTransaction: (_transactions, _before, { doc, tr }) =>
    doc.lastChild?.type === nodes.table ? tr.insert(doc.content.size, nodes.paragraph.create()) : null,
});

/** Keys of the tables, until Escape lets go of the Tab key. */
function keys(focusTools: () => void) {
  let letsGo = false;
  const held =
    (command: Command): Command =>
    (state, dispatch, view) => {
      if (!letsGo) return command(state, dispatch, view);
      letsGo = false;
      return false;
    };
  return [
    keymap({
      "Mod-b": commands.strong,
      "Mod-u": commands.underline,
      "Mod-z": commands.undo,
      "Mod-y": commands.redo,
      "Shift-Mod-z": commands.redo,
      "Mod-]": commands.deeper,
      "Mod-[": commands.shallower,
      Enter: newItem,
      "Shift-Enter": lineBreak,
      "Mod-Enter": lineBreak,
      ArrowUp: writeBeforeTable,
      Tab: held(nextCell(1)),
      "Shift-Tab": held(nextCell(-1)),
      Escape: () => {
        letsGo = true;
        return false;
      },
      "Alt-F10": () => {
        focusTools();
        return true;
      },
    }),
    new Plugin({
      props: {
        handleDOMEvents: {
          focus: () => {
            letsGo = false;
            return false;
          },
        },
        handleTextInput: () => {
          letsGo = false;
          return false;
        },
      },
    }),
    keymap({ ...baseKeymap, Backspace: chainCommands(liftEmptyItem, baseKeymap.Backspace ?? (() => false)) }),
  ];
}

/** Backspace at the beginning of an item takes it out of its list. */
const liftEmptyItem: Command = (state, dispatch, view) => {
  const { $from, empty } = state.selection;
  const isAtStart = empty && $from.parentOffset === 0 && $from.depth > 1 && $from.index($from.depth - 1) === 0;
  return isAtStart && $from.node(-1).type === nodes.list_item && commands.shallower(state, dispatch, view);
};

function read(field: HTMLTextAreaElement): Node {
  const isDocument = field.name.startsWith("prose.");
  return toNode(isDocument ? (JSON.parse(field.value) as ProseDocument) : fromPlain(field.value));
}

/** Writes into the field what the editor holds, and tells its form. */
function write(field: HTMLTextAreaElement, key: string, document: Node): void {
  const { prefix, value } = asField(toDocument(document));
  field.name = `${prefix}.${key}`;
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param words what the tools are called @returns whether the field is an editor now */
export function upgrade(field: HTMLTextAreaElement, words: DOMStringMap): boolean {
  const key = field.dataset.prose;
  const label = field.ownerDocument.getElementById(`label-${key}`);
  if (key === undefined || !label) return false;
  let started: Node;
  try {
    started = read(field);
  } catch {
    // A document of a later version: it stays as the server shows it.
    return false;
  }
  const box = document.createElement("div");
  box.className = "editor";
  const tools = makeToolbar(words, label.textContent ?? "", () => view);
  const state = EditorState.create({
    schema,
    doc: started,
    plugins: [history(), ...keys(() => tools.focus()), tableEditing(), bounds, pasted],
  });
  const view: EditorView = new EditorView(box, {
    state,
    attributes: {
      id: `editor-${key}`,
      class: "editor-words prose formed",
      role: "textbox",
      "aria-multiline": "true",
      "aria-labelledby": label.id,
      "aria-describedby": `hint-${key} prose-keys`,
      lang: "hi",
      spellcheck: "false",
      "data-typing": "",
    },
    clipboardTextSerializer: plainOf,
    handleDOMEvents: { paste: onPaste, drop: onDrop },
    dispatchTransaction: (transaction) => {
      const before = view.state.doc;
      view.updateState(view.state.apply(transaction));
      tools.update(view);
      if (!view.state.doc.eq(before)) write(field, key, view.state.doc);
    },
  });
  box.prepend(tools.element);
  tools.update(view);
  field.hidden = true;
  // A browser that goes back would put an old text into a field of another name.
  field.autocomplete = "off";
  field.before(box);
  field.parentElement?.querySelector("[data-prose-instead]")?.remove();
  label.addEventListener("click", () => view.focus());
  return true;
}
