/**
 * A paste of Kruti Dev. The text is pasted as it is, by the browser itself; only then the server is asked, and what it says
 * is shown beneath the field. Without network, or if nobody answers, everything stays as it was pasted.
 */
import { type Converted, placeOf, readConverted, worthAsking } from "./typing-answer.ts";
import { type Field, put } from "./typing-place.ts";

const ADDRESS = "/typing/convert";
const previews = new WeakMap<Field, HTMLElement>();

async function ask(field: Field, text: string): Promise<Converted | undefined> {
  const hidden = (name: string) =>
    (field.form ?? document).querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value ?? "";
  try {
    const body = new URLSearchParams({ form_token: hidden("form_token"), act: hidden("act"), text });
    const headers = { Accept: "application/json" };
    const response = await fetch(ADDRESS, {
      method: "POST",
      headers,
      body,
      credentials: "same-origin",
      redirect: "error",
    });
    return response.ok ? readConverted(await response.json()) : undefined;
  } catch {
    return undefined;
  }
}

function button(words: string, className: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = className;
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

function paragraph(words: string, className: string): HTMLParagraphElement {
  const made = document.createElement("p");
  made.className = className;
  made.textContent = words;
  return made;
}

function close(field: Field): void {
  previews.get(field)?.remove();
  previews.delete(field);
}

/** Shows how a passage reads in Unicode, and lets it be put in its place. */
function offer(
  field: Field,
  passage: string,
  start: number,
  converted: Converted,
  words: DOMStringMap,
  announce: (words: string) => void,
): void {
  close(field);
  const preview = document.createElement("section");
  preview.className = "typing-preview notice order no-print";
  preview.setAttribute("aria-label", words.found ?? "");
  const keep = () => {
    close(field);
    field.focus();
  };
  const convert = () => {
    close(field);
    const place = placeOf(passage, field.value, start);
    if (place === undefined) field.focus();
    else put(field, place, place + passage.length, converted.text);
    announce((place === undefined ? words.moved : words.done) ?? "");
  };
  const text = paragraph(converted.text, "prose typing-text");
  text.lang = "hi";
  // A long text scrolls; whoever has no mouse scrolls it with the arrows.
  text.tabIndex = 0;
  const acts = document.createElement("div");
  acts.className = "row";
  acts.append(button(words.convert ?? "", "button", convert), button(words.keep ?? "", "button quiet", keep));
  preview.append(paragraph(words.found ?? "", ""), text);
  if (converted.unknown > 0) {
    preview.append(paragraph((words.unknown ?? "").replace("{n}", String(converted.unknown)), "meta"));
  }
  preview.append(acts);
  preview.addEventListener("keydown", (event) => {
    if (event.key === "Escape") keep();
  });
  previews.set(field, preview);
  field.after(preview);
  announce(words.found ?? "");
}

export function offerAfterPaste(
  event: ClipboardEvent,
  field: Field,
  words: DOMStringMap,
  announce: (words: string) => void,
): void {
  if (!worthAsking(event.clipboardData?.getData("text/plain") ?? "")) return;
  const start = field.selectionStart ?? 0;
  // What the browser made of the clipboard stands in the field once this event is over.
  setTimeout(async () => {
    const passage = field.value.slice(start, field.selectionEnd ?? start);
    const converted = await ask(field, passage);
    if (converted && placeOf(passage, field.value, start) !== undefined) {
      offer(field, passage, start, converted, words, announce);
    }
  });
}
