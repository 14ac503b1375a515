/**
 * Typing Hindi: every field of Hindi prose takes the keyboards of this page, and a paste of Kruti Dev is seen. The fields
 * need no mark: a text of several lines is Hindi unless it says otherwise, one line is Hindi if it says so.
 */
import { KeyboardChoice } from "./typing-choice.ts";
import { typeKey } from "./typing-keys.ts";
import { offerAfterPaste, speaker } from "./typing-paste.ts";
import { editorPlace, type Field, fieldPlace, type Place } from "./typing-place.ts";

const HINDI_FIELDS =
  'textarea:not([lang="en"], [lang="zxx"], [spellcheck="false"], [hidden]), input[lang="hi"]:not([type="hidden"])';

/** The editor of a section says of itself that Hindi is typed there. */
const EDITORS = '[contenteditable="true"][data-typing]';

function hindiField(target: EventTarget | null): Field | undefined {
  return target instanceof HTMLElement && target.matches(HINDI_FIELDS) ? (target as Field) : undefined;
}

/** Where a key goes that comes to this element. */
function placeOfKey(target: EventTarget | null): Place | undefined {
  const field = hindiField(target);
  if (field) return fieldPlace(field);
  const isEditor = target instanceof HTMLElement && target.matches(EDITORS);
  return isEditor ? editorPlace(target) : undefined;
}

/** One line a form: at its foot where that stays in sight, otherwise beneath the first of its fields. */
function placeLines(choice: KeyboardChoice): void {
  const forms = new Set<HTMLFormElement>();
  for (const field of document.querySelectorAll<Field>(HINDI_FIELDS)) {
    if (!field.form || forms.has(field.form)) continue;
    forms.add(field.form);
    const line = choice.line(forms.size);
    const foot = field.form.querySelector(".form-foot.sticky");
    if (foot) foot.prepend(line);
    else (field.closest("[data-repeat]") ?? field).after(line);
  }
}

export function startTyping(root: ParentNode): void {
  const words = root.querySelector<HTMLTemplateElement>("template[data-typing]")?.dataset;
  const main = root.querySelector("main");
  if (!words || !main || !root.querySelector(HINDI_FIELDS)) return;
  const announce = speaker(main);
  const choice = new KeyboardChoice(words, announce);
  placeLines(choice);
  document.addEventListener("keydown", (event) => {
    const place = placeOfKey(event.target);
    const onLine = event.target instanceof HTMLElement && event.target.closest(".typing") !== null;
    const asksNext = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.code === "KeyK";
    if (asksNext && (place || onLine)) {
      event.preventDefault();
      choice.next();
    } else if (place && !event.defaultPrevented) {
      typeKey(event, place, choice.current);
    }
  });
  document.addEventListener("paste", (event) => {
    const field = hindiField(event.target);
    if (field) offerAfterPaste(event, field, words, announce);
  });
}
