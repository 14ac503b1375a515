/** Hindi by Latin letters: a word is read anew with every letter, so what stands there is always what was spelled. */
import { CONSONANTS, NASAL_BEFORE, SIGNS, VOWELS } from "../typing/phonetic.ts";

const VIRAMA = "्";
const LONGEST = 3;

/** What stands before the next letter: a consonant that may still be joined or take a vowel, or anything else. */
type Written = { text: string; bare: string };

function consonant({ text, bare }: Written, letter: string): Written {
  if (bare === "") return { text: text + letter, bare: letter };
  if (NASAL_BEFORE[bare]?.includes(letter)) return { text: `${text.slice(0, -bare.length)}ं${letter}`, bare: letter };
  return { text: text + VIRAMA + letter, bare: letter };
}

function step(written: Written, spelled: string): Written | undefined {
  const letter = CONSONANTS[spelled];
  if (letter !== undefined) return consonant(written, letter);
  const vowel = VOWELS[spelled];
  if (vowel !== undefined) return { text: written.text + vowel[written.bare === "" ? 0 : 1], bare: "" };
  const sign = SIGNS[spelled];
  if (sign !== undefined) return { text: written.text + sign, bare: "" };
  if (spelled === "_") return { text: written.text + (written.bare === "" ? "" : VIRAMA), bare: "" };
  return undefined;
}

/** The Devanagari of a word that is spelled in Latin letters. A letter that spells nothing is read as its small one. */
export function phonetic(spelled: string): string {
  let written: Written = { text: "", bare: "" };
  for (let at = 0; at < spelled.length; ) {
    let length = Math.min(LONGEST, spelled.length - at);
    let next: Written | undefined;
    for (; length > 0 && !next; length -= 1) next = step(written, spelled.slice(at, at + length));
    next ??= step(written, spelled.slice(at, at + 1).toLowerCase());
    written = next ?? { text: written.text + spelled.slice(at, at + 1), bare: "" };
    at += next ? length + 1 : 1;
  }
  return written.text;
}

/** Whether a key spells something. */
export function spells(key: string): boolean {
  return /^[A-Za-z_~]$/.test(key);
}

/** A word that is being spelled: its Latin letters, and what stands for them in the text. */
export class PhoneticWord {
  #spelled = "";
  #written = "";

  /** What a key does. `before` is the text before the caret; a word that no longer stands there is over. */
  key(before: string, key: string): { removeCharacters: number; insert: string } | undefined {
    if (key === "|") return { removeCharacters: 0, insert: "।" };
    if (!spells(key)) return undefined;
    if (!this.#stands(before)) this.#spelled = this.#written = "";
    return this.#spell(this.#spelled + key);
  }

  /** Takes the last letter back; nothing where no word is being spelled. */
  back(before: string): { removeCharacters: number; insert: string } | undefined {
    if (!this.#stands(before)) return undefined;
    return this.#spell(this.#spelled.slice(0, -1));
  }

  #stands(before: string): boolean {
    return this.#written !== "" && before.endsWith(this.#written);
  }

  #spell(spelled: string): { removeCharacters: number; insert: string } {
    const removeCharacters = this.#written.length;
    this.#spelled = spelled;
    this.#written = phonetic(spelled);
    return { removeCharacters, insert: this.#written };
  }

  /** The next letter begins a word of its own. */
  end(): void {
    this.#spelled = this.#written = "";
  }
}
