/** What the server says of a pasted text. */

/** Words of a line, at least, of which the server can say anything. */
const WORDS_MIN = 3;
/** Characters of a field at most; longer ones are refused. */
const CHARACTERS_MAX = 80_000;
const INDIC = /[\u0900-\u0DFF]/u;

export type Converted = { text: string; unknown: number };

/** Whether the server is to be asked about a text: some line of it is written in no script of India. */
export function worthAsking(text: string): boolean {
  if (text.length > CHARACTERS_MAX) return false;
  return text.split("\n").some((line) => !INDIC.test(line) && line.trim().split(/\s+/u).length >= WORDS_MIN);
}

/** Reads an answer; nothing where the text is no Kruti Dev, or the answer none that we know. */
export function readConverted(answer: unknown): Converted | undefined {
  if (typeof answer !== "object" || answer === null) return undefined;
  const { recognised, text, unknown } = answer as Record<string, unknown>;
  if (recognised !== true || typeof text !== "string" || typeof unknown !== "number") return undefined;
  return { text, unknown };
}

/** Where a passage stands now: where it was put, or anywhere once; nothing where it was changed meanwhile. */
export function placeOf(passage: string, value: string, start: number): number | undefined {
  if (passage === "") return undefined;
  if (value.startsWith(passage, start)) return start;
  const found = value.indexOf(passage);
  return found >= 0 && found === value.lastIndexOf(passage) ? found : undefined;
}
