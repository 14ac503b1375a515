// The six sample notes as their departments write them: words of samples/notes.json, keys of the rules and posts.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../lib/places.mjs";

/** @typedef {{ answer: string, view: string, reply: string }} WrittenView */
/**
 * @typedef {object} Written a note in samples/notes.json
 * @property {string} id
 * @property {string} number
 * @property {string} dept
 * @property {string} subject
 * @property {string} subject_en
 * @property {string} amount crore rupees
 * @property {string} varied the earlier decision that it varies
 * @property {[string, number][]} milestones
 * @property {string} amount_kind
 * @property {string} head
 * @property {string} schedule
 * @property {string} earlier
 * @property {string} gist
 * @property {string[]} background
 * @property {string[]} proposal
 * @property {string[]} justification
 * @property {WrittenView} finance
 * @property {WrittenView} law
 * @property {[string, string][]} years
 * @property {string[]} points
 */
/** @typedef {{ title: string, file: string | { name: string, mimeType: string, buffer: Buffer } }} SamplePaper */
/**
 * @typedef {object} Note
 * @property {string} id
 * @property {string} department key of the department, and of its posts
 * @property {string} minister key of the post of the minister-in-charge
 * @property {string} number
 * @property {string} subject
 * @property {string} subjectEnglish
 * @property {string} schedule label
 * @property {string} classification label
 * @property {string[]} concerns labels
 * @property {Record<string, string>} sections words by the section's key
 * @property {string} crore
 * @property {string} varied the earlier decision that it varies; empty where it varies none
 * @property {string[][]} milestones what is to be done, and within how many days
 * @property {string} amountKind label
 * @property {string} head
 * @property {[string, string][]} years
 * @property {string[]} points
 * @property {SamplePaper[]} papers
 * @property {GivenView[]} views in the order in which they come
 * @property {{ takenIn: boolean, reason: string }[]} replies to conditions and views that do not concur, in the order of their rows
 * @property {string[]} records labels of what the rules want on record before submission
 * @property {string} [reminded] label of the department that is reminded
 * @property {string} [examined] what Finance's officer notes before Finance's secretary gives the view
 */
/** @typedef {{ post: string, answer: string, view: string, conditions: string[], queryAnswer?: string }} GivenView `queryAnswer`: of a query */

const MONEY = "वित्तीय भार";
const LAW = "विधिक प्रश्न";
const POSTS = "पद सृजन";
/** What a view is called that never came. */
const NOT_RECEIVED = "प्राप्त नहीं";
const QUERY = "पृच्छा";
const CONDITIONAL = "सशर्त सहमति";
const DIFFERS = "असहमति";
/** From so many crore on a committee looks at the money first. */
const COSTLY_CRORE = 500;
const COMMITTEE = "वित्तीय व्यय समिति की अनुशंसा";
const WAIVER = "वित्त विभाग के अभिमत के बिना प्रस्तुत करने हेतु मुख्यमंत्री का छूट आदेश";

/** @type {Record<string, string>} */
const DEPARTMENTS = {
  "urja-satpura": "energy",
  "swasthya-senior-resident": "health",
  "panchayat-majra-tola": "panchayat",
  "vimanan-helicopter": "aviation",
  "udyog-mohasa": "industry",
  "krishi-tuar": "agriculture",
};

const paper = (/** @type {string} */ name) => join(root, "samples", "papers", `${name}.pdf`);
/** @type {Record<string, SamplePaper[]>} */
const PAPERS = {
  "swasthya-senior-resident": [{ title: "परिशिष्ट-1: महाविद्यालयवार पद", file: paper("swasthya-senior-resident.text") }],
  "panchayat-majra-tola": [
    { title: "विभागीय टीप (स्कैन)", file: paper("panchayat-majra-tola.scan") },
    { title: "परिशिष्ट-1: बसाहटों की सूची", file: paper("panchayat-majra-tola.annexure-1") },
  ],
};

/** The conditions of a conditional view, each by itself, and what is left as its words. @param {WrittenView} written */
function conditionsOf(written) {
  if (written.answer !== CONDITIONAL) return { words: written.view, conditions: [] };
  const [words = "", told] = written.view.split("शर्त:");
  return { words: told === undefined ? "" : words.trim(), conditions: (told ?? words).trim().split(" और ") };
}

/**
 * A query is answered, and followed by the view that was asked for after it.
 *
 * @param {string} post
 * @param {WrittenView} written
 * @returns {GivenView[]}
 */
function views(post, written) {
  if (written.answer === NOT_RECEIVED) return [];
  const { words, conditions } = conditionsOf(written);
  const first = { post, answer: written.answer, view: words, conditions };
  if (written.answer !== QUERY) return [first];
  const view = "अनुबंध के प्रारूप की विधीक्षा हो चुकी है। विधि विभाग सहमत है।";
  return [
    { ...first, queryAnswer: "अनुबंध का प्रारूप विधीक्षा हेतु परिशिष्ट में संलग्न है।" },
    { post, answer: "सहमति", view, conditions: [] },
  ];
}

/** One row for each condition, and for each view that does not concur. @param {WrittenView} written */
function replies(written) {
  const conditions = conditionsOf(written).conditions.map(() => ({ takenIn: true, reason: written.reply }));
  return written.answer === DIFFERS ? [{ takenIn: false, reason: written.reply }] : conditions;
}

/** @param {Written} written */
function records(written) {
  const committee = Number(written.amount) >= COSTLY_CRORE ? [COMMITTEE] : [];
  return written.finance.answer === NOT_RECEIVED ? [...committee, WAIVER] : committee;
}

/** @param {Written} written @returns {Note} */
function note(written) {
  const department = DEPARTMENTS[written.id];
  if (department === undefined) throw new Error(`whose note is ${written.id}?`);
  const sections = {
    gist: written.gist,
    background: written.background.join("\n"),
    proposal: written.proposal.join("\n"),
    justification: written.justification.join("\n"),
    earlier: written.earlier,
    reply: [written.finance.reply, written.law.reply].filter((words) => words !== "").join("\n"),
  };
  return {
    id: written.id,
    department,
    // The Chief Minister holds aviation himself.
    minister: department === "aviation" ? "chief_minister" : `${department}_minister`,
    number: written.number,
    subject: written.subject,
    subjectEnglish: written.subject_en,
    schedule: written.schedule,
    classification: "गोपनीय",
    concerns: written.schedule.includes("पद सृजन") ? [MONEY, LAW, POSTS] : [MONEY, LAW],
    sections: Object.fromEntries(Object.entries(sections).filter(([, words]) => words !== "")),
    crore: written.amount === "0" ? "" : written.amount,
    amountKind: written.amount_kind,
    varied: written.varied,
    milestones: written.milestones.map(([what, days]) => [what, String(days)]),
    head: written.head,
    years: written.years,
    points: written.points,
    papers: PAPERS[written.id] ?? [],
    views: [...views("finance_secretary", written.finance), ...views("law_secretary", written.law)],
    replies: [...replies(written.finance), ...replies(written.law)],
    records: records(written),
    // Finance examines at its officer's desk that to which it consents on conditions.
    ...(written.finance.answer === CONDITIONAL
      ? { examined: "लेखा शीर्ष में प्रावधान देखा गया; सशर्त सहमति उचित होगी।" }
      : {}),
    // Finance is reminded where it does not answer, for a long time or at all.
    ...(written.finance.answer === NOT_RECEIVED ? { reminded: "वित्त विभाग" } : {}),
  };
}

const all = /** @type {Written[]} */ (JSON.parse(readFileSync(join(root, "samples", "notes.json"), "utf8"))).map(note);

/** The notes of these names, in this order; all six without names. @param {string[]} ids */
export function notes(...ids) {
  if (ids.length === 0) return all;
  return ids.map((id) => {
    const found = all.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no sample note is called ${id}`);
    return found;
  });
}

/** A note of the energy department that the council decides without a meeting. @returns {Note} */
export function circulated() {
  const [satpura] = notes("urja-satpura");
  if (satpura === undefined) throw new Error("the sample has no such note");
  return {
    ...satpura,
    id: "urja-circulated",
    number: "एफ 9-43/2026/तेरह",
    subject: "सारणी विस्तार इकाई हेतु राज्य की अंशपूँजी की प्रथम किश्त की स्वीकृति",
    subjectEnglish: "First instalment of the State's equity in the Sarni extension unit",
    reminded: "वित्त विभाग",
  };
}

/** A note of the health department that the Chief Minister declines. @returns {Note} */
export function declined() {
  const [health] = notes("swasthya-senior-resident");
  if (health === undefined) throw new Error("the sample has no such note");
  return {
    ...health,
    id: "swasthya-declined",
    number: "एफ 1-44/2026/एक-55",
    subject: "स्वशासी चिकित्सा महाविद्यालयों में सीनियर रेसीडेंट के पदों की अवधि का विस्तार",
    subjectEnglish: "Extension of the term of Senior Resident posts in autonomous medical colleges",
    papers: [],
  };
}

/** Whether a department that the note had to ask never answered. @param {Note} note */
export function lacksView(note) {
  return new Set(note.views.map((view) => view.post)).size < 2;
}
