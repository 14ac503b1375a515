/** Keys in a field of Hindi: what the chosen keyboard makes of them is put at the caret, so that undo brings it back. */
import type { Keyboard } from "./typing-choice.ts";
import type { Edit } from "./typing-edit.ts";
import { inscriptKey } from "./typing-inscript.ts";
import { PhoneticWord } from "./typing-phonetic.ts";
import type { Place } from "./typing-place.ts";
import { remingtonKey } from "./typing-remington.ts";

/** Keys that do nothing by themselves. */
const MODIFIERS = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock"]);
const words = new WeakMap<HTMLElement, PhoneticWord>();

function wordOf({ owner }: Place): PhoneticWord {
  const word = words.get(owner) ?? new PhoneticWord();
  words.set(owner, word);
  return word;
}

function editOf(keyboard: Keyboard, place: Place, key: string): Edit | undefined {
  const { before, selected } = place;
  if (keyboard === "remington") return remingtonKey(before, key);
  if (keyboard === "inscript") return inscriptKey(before, key);
  if (keyboard !== "phonetic") return undefined;
  const word = wordOf(place);
  const edit = key === "Backspace" ? (selected ? undefined : word.back(before)) : word.key(before, key);
  if (!edit) word.end();
  return edit;
}

/** What is no typing of letters: a command, a sign of the third level, the digits' block, a word that an IME composes. */
function isCommand(event: KeyboardEvent): boolean {
  const third = event.getModifierState("AltGraph");
  return event.ctrlKey || event.altKey || event.metaKey || third || event.code.startsWith("Numpad");
}

export function typeKey(event: KeyboardEvent, place: Place, keyboard: Keyboard): void {
  if (keyboard === "system" || event.isComposing || MODIFIERS.has(event.key)) return;
  if (isCommand(event)) {
    words.get(place.owner)?.end();
    return;
  }
  const edit = editOf(keyboard, place, event.key);
  if (!edit) return;
  event.preventDefault();
  place.put(edit.removeCharacters, edit.insert);
}
