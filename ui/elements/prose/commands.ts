/** What can be done to a section: by a key or by a button of its tools. */
import { chainCommands, exitCode, toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { Fragment, type Node, type ResolvedPos } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { AllSelection, type Command, type EditorState, TextSelection } from "prosemirror-state";
import {
  addColumnAfter,
  addRowAfter,
  deleteColumn,
  deleteRow,
  deleteTable,
  goToNextCell,
  isInTable,
} from "prosemirror-tables";
import { LIST_LEVELS_MAX } from "./document.ts";
import { marks, nodes } from "./schema.ts";

/** What stands in the data of `template[data-prose-words]`, and names a tool. */
export type ToolName =
  | "strong"
  | "underline"
  | "bullets"
  | "numbers"
  | "deeper"
  | "shallower"
  | "table"
  | "rowAdd"
  | "rowRemove"
  | "columnAdd"
  | "columnRemove"
  | "tableRemove"
  | "undo"
  | "redo";

const TABLE_ROWS = 3;
const TABLE_COLUMNS = 3;

/** The innermost list around a place, and how many lists are around it. */
function listAround(place: ResolvedPos): { list: Node; before: number; levels: number } | undefined {
  let found: { list: Node; before: number } | undefined;
  let levels = 0;
  for (let depth = 1; depth <= place.depth; depth += 1) {
    const node = place.node(depth);
    if (node.type !== nodes.bullet_list && node.type !== nodes.ordered_list) continue;
    found = { list: node, before: place.before(depth) };
    levels += 1;
  }
  return found && { ...found, levels };
}

/** What is selected as words: of everything from the first word to the last. */
function selectedWords({ selection, doc }: EditorState) {
  if (!(selection instanceof AllSelection)) return selection;
  return TextSelection.between(doc.resolve(0), doc.resolve(doc.content.size));
}

/** The same command for words, where everything is selected. */
function onWords(command: Command): Command {
  return (state, dispatch, view) => {
    if (!(state.selection instanceof AllSelection)) return command(state, dispatch, view);
    return command(state.apply(state.tr.setSelection(selectedWords(state))), dispatch, view);
  };
}

export function isInList(state: EditorState): boolean {
  return listAround(selectedWords(state).$from) !== undefined;
}

export function isListed(state: EditorState, numbered: boolean): boolean {
  return listAround(selectedWords(state).$from)?.list.type === (numbered ? nodes.ordered_list : nodes.bullet_list);
}

/** Makes a list, makes it one of the other kind, or takes the paragraph out of it. */
function toggleList(numbered: boolean): Command {
  const kind = numbered ? nodes.ordered_list : nodes.bullet_list;
  return (state, dispatch) => {
    const around = listAround(state.selection.$from);
    if (!around) return wrapInList(kind)(state, dispatch);
    if (around.list.type === kind) return liftListItem(nodes.list_item)(state, dispatch);
    dispatch?.(state.tr.setNodeMarkup(around.before, kind));
    return true;
  };
}

const deeper: Command = (state, dispatch) => {
  const around = listAround(state.selection.$from);
  return around !== undefined && around.levels < LIST_LEVELS_MAX && sinkListItem(nodes.list_item)(state, dispatch);
};

const insertTable: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if (isInTable(state) || $from.depth < 1) return false;
  if (!dispatch) return true;
  const cells = (kind: Node["type"]) =>
    Array.from({ length: TABLE_COLUMNS }, () => kind.create(null, nodes.paragraph.create()));
  const rows = Array.from({ length: TABLE_ROWS }, (_, row) =>
    nodes.table_row.create(null, cells(row === 0 ? nodes.table_header : nodes.table_cell)),
  );
  const table = nodes.table.create(null, rows);
  // It stands in the place of an empty paragraph, and after anything else.
  const outermost = $from.node(1);
  const isEmpty = outermost.type === nodes.paragraph && outermost.content.size === 0;
  const [from, to] = [isEmpty ? $from.before(1) : $from.after(1), $from.after(1)];
  const transaction = state.tr.replaceWith(from, to, Fragment.from(table));
  dispatch(transaction.setSelection(TextSelection.near(transaction.doc.resolve(from + 1))).scrollIntoView());
  return true;
};

export const lineBreak: Command = chainCommands(exitCode, (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create(), true).scrollIntoView());
  return true;
});

/** Into the next cell, or the one before; at the end of a table the key leaves the field as everywhere. */
export function nextCell(direction: 1 | -1): Command {
  return goToNextCell(direction);
}

/** Up from the first row of a table that stands at the very beginning: a paragraph to write before it. */
export const writeBeforeTable: Command = (state, dispatch, view) => {
  const { $from, empty } = state.selection;
  const first = state.doc.firstChild;
  const isThere =
    empty && first?.type === nodes.table && $from.depth > 2 && $from.index(0) === 0 && $from.index(1) === 0;
  if (!isThere || $from.index($from.depth - 1) > 0 || !view?.endOfTextblock("up")) return false;
  const transaction = state.tr.insert(0, nodes.paragraph.create());
  dispatch?.(transaction.setSelection(TextSelection.create(transaction.doc, 1)).scrollIntoView());
  return true;
};

export const newItem: Command = splitListItem(nodes.list_item);

export const commands: Record<ToolName, Command> = {
  strong: toggleMark(marks.strong),
  underline: toggleMark(marks.underline),
  bullets: onWords(toggleList(false)),
  numbers: onWords(toggleList(true)),
  deeper: onWords(deeper),
  shallower: onWords(liftListItem(nodes.list_item)),
  table: onWords(insertTable),
  rowAdd: addRowAfter,
  rowRemove: deleteRow,
  columnAdd: addColumnAfter,
  columnRemove: deleteColumn,
  tableRemove: deleteTable,
  undo,
  redo,
};

/** Whether what is to be written now would be in this manner. */
export function isMarked(state: EditorState, name: "strong" | "underline"): boolean {
  const { from, to, empty, $from } = state.selection;
  const mark = marks[name];
  if (empty) return mark.isInSet(state.storedMarks ?? $from.marks()) !== undefined;
  return state.doc.rangeHasMark(from, to, mark);
}
