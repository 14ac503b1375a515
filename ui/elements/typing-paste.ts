/**
 * A paste of Kruti Dev. The text is pasted as it is; only then the server is asked, and what it says is shown beneath the
 * field. Without network, or if nobody answers, everything stays as it was pasted.
 */
import { type Converted, placeOf, readConverted, worthAsking } from "./typing-answer.ts";
import { type Field, put } from "./typing-place.ts";

const ADDRESS = "/typing/convert";
const previews = new WeakMap<Element, HTMLElement>();

/** What was pasted, where it stands now. */
export type Passage = {
  readonly words: string;
  /** Beneath what the preview is shown, and in which form that lies. */
  readonly beside: Element;
  readonly form: HTMLFormElement | null;
  /** Whether it stands unchanged. */
  stands(): boolean;
  /** Puts its words in Unicode in its place. */
  replace(words: string): void;
  focus(): void;
};

async function ask(passage: Passage): Promise<Converted | undefined> {
  const hidden = (name: string) =>
    (passage.form ?? document).querySelector<HTMLInputElement>(`input[name="${name}"]`)?.value ?? "";
  try {
    const body = new URLSearchParams({
      form_token: hidden("form_token"),
      act: hidden("act"),
      text: passage.words,
    });
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

function close(beside: Element): void {
  previews.get(beside)?.remove();
  previews.delete(beside);
}

/** Shows how a passage reads in Unicode, and lets it be put in its place. */
function offer(passage: Passage, converted: Converted, words: DOMStringMap, announce: (words: string) => void): void {
  const { beside } = passage;
  close(beside);
  const preview = document.createElement("section");
  preview.className = "typing-preview notice order no-print";
  preview.setAttribute("aria-label", words.found ?? "");
  const keep = () => {
    close(beside);
    passage.focus();
  };
  const convert = () => {
    close(beside);
    const stands = passage.stands();
    if (stands) passage.replace(converted.text);
    else passage.focus();
    announce((stands ? words.done : words.moved) ?? "");
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
  previews.set(beside, preview);
  beside.after(preview);
  announce(words.found ?? "");
}

/** Asks about a passage that was just pasted, and offers what the server says of it. */
export async function offerFor(
  passage: Passage,
  words: DOMStringMap,
  announce: (words: string) => void,
): Promise<void> {
  if (!worthAsking(passage.words)) return;
  const converted = await ask(passage);
  if (converted && passage.stands()) offer(passage, converted, words, announce);
}

function ofField(field: Field, start: number): Passage {
  const words = field.value.slice(start, field.selectionEnd ?? start);
  const place = () => placeOf(words, field.value, start);
  return {
    words,
    beside: field,
    form: field.form,
    stands: () => place() !== undefined,
    replace: (converted) => {
      const from = place();
      if (from !== undefined) put(field, from, from + words.length, converted);
    },
    focus: () => field.focus(),
  };
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
  setTimeout(() => void offerFor(ofField(field, start), words, announce));
}

/** Something that a screen reader says and nobody sees. */
export function speaker(main: Element): (words: string) => void {
  const line = document.createElement("p");
  line.className = "hidden-words";
  line.setAttribute("role", "status");
  main.append(line);
  return (words) => {
    line.textContent = words;
  };
}
