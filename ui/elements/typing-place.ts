/**
 * Where Hindi is typed: a field of a form, or the editor of a section. Both put a text at the caret as if it were typed, so
 * that the form notices it and undo takes it back.
 */

export type Field = HTMLTextAreaElement | HTMLInputElement;

export type Place = {
  /** What is typed into. */
  readonly owner: HTMLElement;
  /** What stands before the caret; in an editor, in its paragraph. */
  readonly before: string;
  /** Whether something is selected, which what is typed replaces. */
  readonly selected: boolean;
  /** Puts a text in place of so many characters before the caret and of what is selected. */
  put(removeCharacters: number, insert: string): void;
};

/**
 * Where the cluster begins in which a place lies. A browser selects whole clusters only: a sign that is to be replaced goes
 * with the letter that carries it.
 */
export function clusterStart(text: string, place: number): number {
  let start = place;
  while (
    start > 0 &&
    (/^[\p{M}\u200C\u200D]/u.test(text.slice(start)) || /\u094D[\u200C\u200D]?$/u.test(text.slice(0, start)))
  ) {
    start -= 1;
  }
  return start;
}

function type(text: string): boolean {
  return text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text);
}

/** Puts a text in place of a part of a field. */
export function put(field: Field, from: number, end: number, words: string): void {
  const start = from === end ? from : clusterStart(field.value, from);
  const text = field.value.slice(start, from) + words;
  field.focus();
  field.setSelectionRange(start, end);
  if (type(text)) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: text }));
}

export function fieldPlace(field: Field): Place | undefined {
  if (field.readOnly || field.disabled) return undefined;
  const start = field.selectionStart ?? field.value.length;
  const end = field.selectionEnd ?? start;
  return {
    owner: field,
    before: field.value.slice(0, start),
    selected: start !== end,
    put: (removeCharacters, insert) => put(field, start - removeCharacters, end, insert),
  };
}

/** The text node of a block in which a character lies, and its place in it. */
function nodeAt(block: Element, character: number): [Node, number] | undefined {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let left = character;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (left <= length) return [node, left];
    left -= length;
  }
  return undefined;
}

export function editorPlace(editor: HTMLElement): Place | undefined {
  const selection = document.getSelection();
  const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : undefined;
  if (!selection || !range || !editor.contains(range.startContainer)) return undefined;
  const at = range.startContainer instanceof Element ? range.startContainer : range.startContainer.parentElement;
  const block = at?.closest("p") ?? editor;
  const head = document.createRange();
  head.setStart(block, 0);
  head.setEnd(range.startContainer, range.startOffset);
  const before = head.toString();
  return {
    owner: editor,
    before,
    selected: !range.collapsed,
    put: (removeCharacters, insert) => {
      const from = before.length - removeCharacters;
      const replaces = removeCharacters > 0 || !range.collapsed;
      const start = replaces ? clusterStart(before + range.toString(), from) : from;
      const begins = start < before.length ? nodeAt(block, start) : undefined;
      if (begins) selection.setBaseAndExtent(...begins, range.endContainer, range.endOffset);
      type(before.slice(start, from) + insert);
    },
  };
}
