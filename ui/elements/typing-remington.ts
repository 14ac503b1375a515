/**
 * Remington Gail as its typists strike it: in the order of the eye. ि comes before the consonants that it is spoken after,
 * र् above a syllable comes after it, and ा completes a half consonant.
 */
import { REMINGTON_GAIL } from "../typing/remington-gail.ts";
import { type Edit, replaceEnd } from "./typing-edit.ts";

const VIRAMA = "्";
/** A ि that waits for its consonant. The sign before it keeps it from the letter that it does not belong to. */
const WAITING = "\u200Cि";

const CONSONANT = "[\u0915-\u0939\u0958-\u095F]\u093C?";
const CLUSTER = `(?:${CONSONANT}${VIRAMA})*${CONSONANT}`;
/** The last syllable: where a reph goes to its beginning. */
const SYLLABLE = new RegExp(`${CLUSTER}[ा-ौॣ]*[ंँः]*$`, "u");
const ENDS_IN_WAITING = new RegExp(`${WAITING}$`, "u");
const ENDS_IN_SHORT_I = new RegExp(`${CONSONANT}ि$`, "u");

/** Strokes that make another sign of the one before them: what stands there, the stroke, what it becomes. */
const JOINS: readonly (readonly [string, string, string])[] = [
  ["अ", "ा", "आ"],
  ["आ", "ॅ", "ऑ"],
  ["आ", "े", "ओ"],
  ["आ", "ै", "औ"],
  ["इ", "र्", "ई"],
  ["उ", "ु", "ऊ"],
  ["ए", "ॅ", "ऍ"],
  ["ए", "े", "ऐ"],
  ["ा", "ॅ", "ॉ"],
  ["ा", "े", "ो"],
  ["ा", "ै", "ौ"],
  ["ॅ", "ं", "ँ"],
  ["ं", "ॅ", "ँ"],
  ["ॉ", "ं", "ाँ"],
  ["।", "।", "॥"],
  ["‘", "‘", "“"],
  ["’", "’", "”"],
];

function isConsonant(sign: string): boolean {
  return /^[\u0915-\u0939]/u.test(sign);
}

/** What a stroke does while a ि waits: consonants go before it, and it stops waiting at the one that is whole. */
function whileWaiting(before: string, sign: string): Edit | undefined {
  if (sign === "ा" && before.endsWith(VIRAMA + WAITING)) return replaceEnd(VIRAMA + WAITING, "ि");
  if (!isConsonant(sign)) return undefined;
  return replaceEnd(WAITING, sign.endsWith(VIRAMA) ? sign + WAITING : `${sign}ि`);
}

/** What is struck after the ि and belongs to the consonant beneath it. */
function beneathShortI(sign: string): Edit | undefined {
  if (sign === "्र" || sign === "़") return replaceEnd("ि", `${sign}ि`);
  if (sign === VIRAMA) return replaceEnd("ि", VIRAMA + WAITING);
  return undefined;
}

/** A reph goes before the syllable that it stands above. */
function reph(before: string): Edit {
  const syllable = SYLLABLE.exec(before)?.[0] ?? "";
  return replaceEnd(syllable, `र्${syllable}`);
}

/** What a key does in Remington Gail. */
export function remingtonKey(before: string, key: string): Edit | undefined {
  const sign = REMINGTON_GAIL[key];
  if (sign === undefined) return undefined;
  if (ENDS_IN_WAITING.test(before)) {
    const edit = whileWaiting(before, sign);
    if (edit) return edit;
  } else if (ENDS_IN_SHORT_I.test(before)) {
    const edit = beneathShortI(sign);
    if (edit) return edit;
  }
  if (sign === "ि") return replaceEnd("", WAITING);
  if (sign === "ा" && before.endsWith(VIRAMA)) return replaceEnd(VIRAMA, "");
  // After a number or a blank what looks like ः is a colon.
  if (sign === "ः" && /(?:^|[\s0-9,;()/*\-‘’“”])$/u.test(before)) return replaceEnd("", ":");
  const joined = JOINS.find(([there, stroke]) => stroke === sign && before.endsWith(there));
  if (joined) return replaceEnd(joined[0], joined[2]);
  return sign === "र्" ? reph(before) : replaceEnd("", sign);
}
