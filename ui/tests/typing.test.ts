import assert from "node:assert/strict";
import { test } from "node:test";
import { placeOf, readConverted, worthAsking } from "../elements/typing-answer.ts";
import { chosen, following, KEYBOARDS } from "../elements/typing-choice.ts";
import type { Layout } from "../elements/typing-edit.ts";
import { inscriptKey } from "../elements/typing-inscript.ts";
import { PhoneticWord, phonetic } from "../elements/typing-phonetic.ts";
import { clusterStart } from "../elements/typing-place.ts";
import { remingtonKey } from "../elements/typing-remington.ts";
import { INSCRIPT } from "../typing/inscript.ts";
import { CONSONANTS, VOWELS } from "../typing/phonetic.ts";
import { REMINGTON_GAIL } from "../typing/remington-gail.ts";

/** Types keys one after the other, as a browser hands them over. */
function typed(keys: string, layout: Layout): string {
  let text = "";
  for (const key of keys) {
    const edit = layout(text, key);
    text = edit ? text.slice(0, text.length - edit.removeCharacters) + edit.insert : text + key;
  }
  return text.normalize("NFC");
}

function phoneticLayout(): Layout {
  const word = new PhoneticWord();
  return (before, key) => {
    const edit = word.key(before, key);
    if (!edit) word.end();
    return edit;
  };
}

/** Three lines, and the keys of each in Remington Gail, InScript and by sound. */
const LINES: readonly (readonly [string, string, string, string])[] = [
  [
    "मध्यप्रदेश शासन, ऊर्जा विभाग",
    "e/;izns'k 'kklu] mqtkZ foHkkx",
    "cOd/hdjosM Memv, Tjdpe bfYei",
    "madhyapradesh shaasan, oorjaa vibhaag",
  ],
  [
    "वित्त विभाग की सहमति प्राप्त है।",
    "foRr foHkkx dh lgefr izkIr gS!",
    "bfldl bfYei kr muclf hdjehdl uw>",
    "vitt vibhaag kii sahamati praapt hai|",
  ],
  [
    "निर्णयार्थ बिन्दु में आर्थिक स्थिति",
    "fu.kZ;kFkZ fcUnq esa vkfFkZd fLFkfr",
    "vfjdC/ejdL yfvdog csx EjdLfk mdLflf",
    "nirNayaarth bin_du meM aarthik sthiti",
  ],
];

test("three known lines in Remington Gail, InScript and by sound", () => {
  for (const [line, remington, inscript, sound] of LINES) {
    const expected = line.normalize("NFC");
    assert.equal(typed(remington, remingtonKey), expected);
    assert.equal(typed(inscript, inscriptKey), expected);
    assert.equal(typed(sound, phoneticLayout()), expected);
  }
});

test("Remington Gail puts what is struck in the order of the eye into the order of the tongue", () => {
  for (const [keys, expected] of [
    ["fd", "कि"],
    ["dfo", "कवि"],
    ["fiz;", "प्रिय"],
    ["fLFkfr", "स्थिति"],
    ["fM`", "ड़ि"],
    ["yM`dh", "लड़की"],
    ["fN+;", "छ्यि"],
    ["dk;Zokgh", "कार्यवाही"],
    ['o"kZ', "वर्ष"],
    ['bZ";kZ', "ईर्ष्या"],
    ["bZ'oj", "ईश्वर"],
    ["vkSj", "और"],
    ["vks<uk", "ओढना"],
    [",slk", "ऐसा"],
    ["vkWfQl", "ऑफिस"],
    ["dkWy", "कॉल"],
    ["gkWa", "हाँ"],
    ["gkaW", "हाँ"],
    ["eq[;ea(h", "मुख्यमंत्री"],
    ["Kku J*k", "ज्ञान श्रद्धा"],
    ["fo~qr", "विद्युत"],
    ["vr#", "अतः"],
    ["11#30", "11:30"],
    ["!!", "॥"],
    ["^^vc&&", "“अब”"],
    ['o"kksZa', "वर्षों"],
    ["vFkkZr+", "अर्थात्"],
    [":i;k jq", "रूपया रु"],
    ["Z", "र्"],
  ] as const) {
    assert.equal(typed(keys, remingtonKey), expected.normalize("NFC"), keys);
  }
});

test("a ि that waits stays by itself until its consonant comes", () => {
  assert.equal(typed("df", remingtonKey), "क\u200Cि");
  assert.equal(typed("dfLF", remingtonKey), "कस्थ्\u200Cि");
});

test("keys that no layout knows are left to the browser", () => {
  for (const layout of [remingtonKey, inscriptKey, phoneticLayout()]) {
    for (const key of ["Enter", "Tab", "ArrowLeft", "1", "9", " ", "क", "é"]) assert.equal(layout("क", key), undefined);
  }
});

test("every key of the tables writes Devanagari or what a line needs beside it", () => {
  for (const table of [REMINGTON_GAIL, INSCRIPT]) {
    for (const [key, sign] of Object.entries(table)) {
      assert.equal([...key].length, 1, key);
      assert.match(sign, /^(?:[ऀ-ॿ]+|[/*\-;.,()‘’])$/u, key);
    }
  }
  const letters = [...Object.values(CONSONANTS), ...Object.values(VOWELS).flat()].join("");
  assert.match(letters, /^[ऀ-ॿ]+$/u);
});

/** Every letter of Hindi can be reached. */
test("no letter of Hindi is out of reach", () => {
  const signs = "अआइईउऊऋएऐओऔकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसहािीुूृेैोौंँः्।";
  const reached = (values: string[]) => new Set(values.join(""));
  const inscript = reached(Object.values(INSCRIPT));
  const remington = reached(Object.values(REMINGTON_GAIL));
  const sound = reached([...Object.values(CONSONANTS), ...Object.values(VOWELS).flat(), "ंँः्।"]);
  const byStrokes = "आईऊऐओऔोौँ";
  for (const sign of signs) {
    assert.ok(inscript.has(sign), `InScript: ${sign}`);
    assert.ok(remington.has(sign) || byStrokes.includes(sign), `Remington Gail: ${sign}`);
    assert.ok(sound.has(sign), `by sound: ${sign}`);
  }
});

test("words by sound", () => {
  for (const [spelled, expected] of [
    ["namaste", "नमस्ते"],
    ["mantrii", "मंत्री"],
    ["mantri", "मंत्रि"],
    ["hin_dii", "हिन्दी"],
    ["hindii", "हिंदी"],
    ["sankshepikaa", "संक्षेपिका"],
    ["sambandh", "संबंध"],
    ["anya", "अन्य"],
    ["janm", "जन्म"],
    ["kRRShi", "कृषि"],
    ["saRak", "सड़क"],
    ["jnaan", "ज्ञान"],
    ["yogy", "योग्य"],
    ["gaii", "गई"],
    ["gae", "गए"],
    ["koii", "कोई"],
    ["haa~", "हाँ"],
    ["arthaat_", "अर्थात्"],
    ["Ofis", "ऑफ़िस"],
    ["karanaa", "करना"],
    ["chhaatr", "छात्र"],
    ["vidyut", "विद्युत"],
    ["B", "ब"],
  ] as const) {
    assert.equal(phonetic(spelled).normalize("NFC"), expected.normalize("NFC"), spelled);
  }
});

test("a word by sound goes back letter by letter, and one that the caret left is over", () => {
  const word = new PhoneticWord();
  assert.deepEqual(word.key("", "k"), { removeCharacters: 0, insert: "क" });
  assert.deepEqual(word.key("क", "h"), { removeCharacters: 1, insert: "ख" });
  assert.deepEqual(word.back("ख"), { removeCharacters: 1, insert: "क" });
  assert.deepEqual(word.back("क"), { removeCharacters: 1, insert: "" });
  assert.equal(word.back("अ"), undefined);
  word.key("", "k");
  assert.deepEqual(word.key("कुछ और", "a"), { removeCharacters: 0, insert: "अ" });
});

test("the choice is read from the cookies, and an unknown one is the system's", () => {
  assert.equal(chosen(""), "system");
  assert.equal(chosen("a=b; __Host-keyboard=inscript; c=d"), "inscript");
  assert.equal(chosen("__Host-keyboard=dvorak"), "system");
  assert.equal(chosen("x__Host-keyboard=inscript"), "system");
});

test("the shortcut leads through all keyboards and back", () => {
  const round = KEYBOARDS.map((keyboard) => following(keyboard));
  assert.deepEqual([...round].sort(), [...KEYBOARDS].sort());
  assert.equal(following("phonetic"), "system");
});

test("a paste that cannot be Kruti Dev is not sent anywhere", () => {
  for (const text of ["", "foHkkx dh", "राज्य में विद्युत की माँग", "a ".repeat(50_000)])
    assert.equal(worthAsking(text), false);
  for (const text of ["foRr foHkkx dh", "राज्य\nfoRr foHkkx dh"]) assert.equal(worthAsking(text), true, text);
});

test("answers are read strictly", () => {
  assert.deepEqual(readConverted({ recognised: true, text: "क", unknown: 1, sure_percent: 9 }), {
    text: "क",
    unknown: 1,
  });
  for (const answer of [null, "x", {}, { recognised: false }, { recognised: true, text: 1, unknown: 0 }]) {
    assert.equal(readConverted(answer), undefined);
  }
});

test("a passage is found where it was put, or moved, and never where it is another", () => {
  assert.equal(placeOf("abc", "xxabc", 2), 2);
  assert.equal(placeOf("abc", "x abc", 0), 2);
  assert.equal(placeOf("abc", "abc abc", 1), undefined);
  assert.equal(placeOf("abc", "abd", 0), undefined);
  assert.equal(placeOf("", "abd", 0), undefined);
});

test("what is replaced begins where its cluster does", () => {
  for (const [text, place, start] of [
    ["कवि", 2, 1],
    ["क \u200Cि", 2, 1],
    ["क्ष", 2, 0],
    ["अक", 1, 1],
    ["िक", 0, 0],
    ["abc", 2, 2],
  ] as const) {
    assert.equal(clusterStart(text, place), start, text);
  }
});
