/**
 * Phonetic: Hindi by Latin letters, one spelling for one sound. The table is our own; where the common romanisations
 * (ITRANS, Hunterian) agree it follows them.
 *
 * A vowel is never guessed: `raajy` is राज्य, `samay` is समय, `karanaa` is करना. `_` after a consonant takes its vowel away
 * and joins it as it is written (`hin_dii` → हिन्दी); without it, n and m before a consonant of their row are the dot that
 * today's spelling has (`mantrii` → मंत्री, `sambandh` → संबंध).
 */
export const CONSONANTS: Readonly<Record<string, string>> = {
  k: "क",
  kh: "ख",
  g: "ग",
  gh: "घ",
  c: "च",
  ch: "च",
  chh: "छ",
  j: "ज",
  jh: "झ",
  Y: "ञ",
  T: "ट",
  Th: "ठ",
  D: "ड",
  Dh: "ढ",
  N: "ण",
  t: "त",
  th: "थ",
  d: "द",
  dh: "ध",
  n: "न",
  p: "प",
  ph: "फ",
  b: "ब",
  bh: "भ",
  m: "म",
  y: "य",
  r: "र",
  l: "ल",
  L: "ळ",
  v: "व",
  w: "व",
  sh: "श",
  S: "ष",
  Sh: "ष",
  s: "स",
  h: "ह",
  x: "क्ष",
  ksh: "क्ष",
  jn: "ज्ञ",
  R: "ड़",
  Rh: "ढ़",
  q: "क़",
  K: "ख़",
  G: "ग़",
  z: "ज़",
  f: "फ़",
};

/** Spelling → the vowel by itself and its sign behind a consonant. */
export const VOWELS: Readonly<Record<string, readonly [string, string]>> = {
  a: ["अ", ""],
  aa: ["आ", "ा"],
  A: ["आ", "ा"],
  i: ["इ", "ि"],
  ii: ["ई", "ी"],
  ee: ["ई", "ी"],
  I: ["ई", "ी"],
  u: ["उ", "ु"],
  uu: ["ऊ", "ू"],
  oo: ["ऊ", "ू"],
  U: ["ऊ", "ू"],
  RR: ["ऋ", "ृ"],
  e: ["ए", "े"],
  E: ["ऍ", "ॅ"],
  ai: ["ऐ", "ै"],
  o: ["ओ", "ो"],
  O: ["ऑ", "ॉ"],
  au: ["औ", "ौ"],
  // No vowel of Hindi is spelled so; it is अ or its absence with ई behind it: gaii → गई.
  aii: ["अई", "ई"],
  aee: ["अई", "ई"],
};

/** What ends a syllable. */
export const SIGNS: Readonly<Record<string, string>> = { M: "ं", "~": "ँ", H: "ः" };

/** Before which consonants n and m are the dot above. */
export const NASAL_BEFORE: Readonly<Record<string, readonly string[]>> = {
  न: [
    "क",
    "ख",
    "ग",
    "घ",
    "च",
    "छ",
    "ज",
    "झ",
    "ट",
    "ठ",
    "ड",
    "ढ",
    "त",
    "थ",
    "द",
    "ध",
    "श",
    "ष",
    "स",
    "क्ष",
    "क़",
    "ख़",
    "ग़",
    "ज़",
  ],
  म: ["प", "फ", "फ़", "ब", "भ"],
};
