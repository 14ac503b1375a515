/** Keys in a field of Hindi: what the chosen keyboard makes of them is put at the caret, so that undo brings it back. */
import type { Keyboard } from "./typing-choice.ts";
import type { Edit } from "./typing-edit.ts";
import { inscriptKey } from "./typing-inscript.ts";
import { PhoneticWord } from "./typing-phonetic.ts";
import { remingtonKey } from "./typing-remington.ts";

export type Field = HTMLTextAreaElement | HTMLInputElement;

/** Keys that do nothing by themselves. */
const MODIFIERS = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock"]);
const words = new WeakMap<Field, PhoneticWord>();

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

/** Puts a text in place of a part of a field, as if it were typed: forms notice it, and undo takes it back. */
export function put(field: Field, from: number, end: number, words: string): void {
  const start = from === end ? from : clusterStart(field.value, from);
  const text = field.value.slice(start, from) + words;
  field.focus();
  field.setSelectionRange(start, end);
  const done = text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text);
  if (done) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: text }));
}

function wordOf(field: Field): PhoneticWord {
  const word = words.get(field) ?? new PhoneticWord();
  words.set(field, word);
  return word;
}

function editOf(keyboard: Keyboard, field: Field, before: string, key: string): Edit | undefined {
  if (keyboard === "remington") return remingtonKey(before, key);
  if (keyboard === "inscript") return inscriptKey(before, key);
  if (keyboard !== "phonetic") return undefined;
  const word = wordOf(field);
  const nothingSelected = field.selectionStart === field.selectionEnd;
  const edit = key === "Backspace" ? (nothingSelected ? word.back(before) : undefined) : word.key(before, key);
  if (!edit) word.end();
  return edit;
}

/** What is no typing of letters: a command, a sign of the third level, the digits' block, a word that an IME composes. */
function isCommand(event: KeyboardEvent): boolean {
  const third = event.getModifierState("AltGraph");
  return event.ctrlKey || event.altKey || event.metaKey || third || event.code.startsWith("Numpad");
}

export function typeKey(event: KeyboardEvent, field: Field, keyboard: Keyboard): void {
  if (keyboard === "system" || event.isComposing || MODIFIERS.has(event.key)) return;
  if (field.readOnly || field.disabled) return;
  if (isCommand(event)) {
    words.get(field)?.end();
    return;
  }
  const start = field.selectionStart ?? field.value.length;
  const edit = editOf(keyboard, field, field.value.slice(0, start), event.key);
  if (!edit) return;
  event.preventDefault();
  put(field, start - edit.removeCharacters, field.selectionEnd ?? start, edit.insert);
}
