/** Which keyboard somebody types Hindi with: remembered by the browser, shown beside the fields, changed by a key. */

export const KEYBOARDS = ["system", "remington", "inscript", "phonetic"] as const;
export type Keyboard = (typeof KEYBOARDS)[number];

/** Signing out empties the browser's stores, and the choice is no secret of the session: it lives in a cookie of its own. */
const COOKIE = "__Host-keyboard";
const SHORTCUT = "Alt+K";
const YEAR_SECONDS = 31_536_000;

/** The choice that a line of cookies holds; the system's keyboard where there is none that we know. */
export function chosen(cookies: string): Keyboard {
  const found = cookies.split("; ").find((cookie) => cookie.startsWith(`${COOKIE}=`));
  const value = found?.slice(COOKIE.length + 1);
  return KEYBOARDS.find((keyboard) => keyboard === value) ?? "system";
}

/** The keyboard after this one, in the order in which they are offered. */
export function following(keyboard: Keyboard): Keyboard {
  return KEYBOARDS[(KEYBOARDS.indexOf(keyboard) + 1) % KEYBOARDS.length] ?? "system";
}

export class KeyboardChoice {
  #current = chosen(document.cookie);
  #selects: HTMLSelectElement[] = [];
  #hints: HTMLElement[] = [];
  readonly #words: DOMStringMap;
  readonly #announce: (words: string) => void;

  constructor(words: DOMStringMap, announce: (words: string) => void) {
    this.#words = words;
    this.#announce = announce;
  }

  get current(): Keyboard {
    return this.#current;
  }

  /** Takes another keyboard, keeps it and says so. */
  choose(keyboard: Keyboard): void {
    this.#current = keyboard;
    // The cookie store is not in every browser that we serve.
    // biome-ignore lint/suspicious/noDocumentCookie: see above
    document.cookie = `${COOKIE}=${keyboard}; Path=/; Secure; SameSite=Strict; Max-Age=${YEAR_SECONDS}`;
    this.#show();
    this.#announce((this.#words.now ?? "{name}").replace("{name}", this.#words[keyboard] ?? keyboard));
  }

  next(): void {
    this.choose(following(this.#current));
  }

  #show(): void {
    for (const select of this.#selects) select.value = this.#current;
    for (const hint of this.#hints) hint.textContent = this.#words[`${this.#current}Hint`] ?? "";
  }

  /** A line with the keyboards, for one form. */
  line(number: number): HTMLElement {
    const line = document.createElement("div");
    line.className = "typing no-print";
    const label = document.createElement("label");
    const select = document.createElement("select");
    const hint = document.createElement("span");
    label.textContent = this.#words.keyboard ?? "";
    select.id = `typing-${number}`;
    label.htmlFor = select.id;
    select.setAttribute("aria-keyshortcuts", SHORTCUT);
    for (const keyboard of KEYBOARDS) select.add(new Option(this.#words[keyboard] ?? keyboard, keyboard));
    select.addEventListener("change", () => this.choose(chosen(`${COOKIE}=${select.value}`)));
    // The form's words did not change: nothing is to be saved.
    for (const kind of ["input", "change"]) select.addEventListener(kind, (event) => event.stopPropagation());
    const shortcut = document.createElement("span");
    shortcut.className = "typing-shortcut";
    const keys = document.createElement("kbd");
    keys.lang = "en";
    keys.textContent = SHORTCUT;
    const changes = document.createElement("span");
    changes.className = "typing-words";
    changes.textContent = ` ${this.#words.shortcut ?? ""}`;
    shortcut.append(keys, changes);
    hint.className = "typing-hint";
    line.append(label, select, shortcut, hint);
    this.#selects.push(select);
    this.#hints.push(hint);
    this.#show();
    return line;
  }
}
