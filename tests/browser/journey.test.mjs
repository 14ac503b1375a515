// The journey: six notes from an empty data folder to acknowledged extracts, through the screens, by the posts that must
// act; every screen looked at on the way; then the record is verified, and found broken after one byte was changed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { circulate, decline } from "./journey/circulation.mjs";
import { assemble } from "./journey/council.mjs";
import { cycle } from "./journey/cycle.mjs";
import { readRecord } from "./journey/record.mjs";
import { inSitting, refusals } from "./journey/refusals.mjs";
import { circulated, declined, notes } from "./journey/sample.mjs";
import { keepList, screens } from "./journey/screens.mjs";
import { launch } from "./lib/browser.mjs";
import { dataFolder, startServer } from "./lib/server.mjs";
import { assertVerified, assertVerifiedOutside } from "./lib/verify.mjs";

/** Days of the consultation's clock are over after these. */
const CONSULTATION_OVER_DAYS = 15;

/** As long as a subject may nearly be. */
const LONG_SUBJECT =
  "सतपुड़ा ताप विद्युत गृह, सारणी तथा अमरकंटक ताप विद्युत गृह, चचाई की जल आपूर्ति योजनाओं के अंतर्गत निर्मित जलाशयों, पाइपलाइनों एवं " +
  "उपकेन्द्रों के संधारण, नवीनीकरण और आधुनिकीकरण हेतु मध्यप्रदेश पॉवर जनरेटिंग कंपनी लिमिटेड को दीर्घावधि ऋण की राज्य शासन की प्रत्याभूति";
const APPROVED = { label: "अनुमोदित" };
/** @type {import("./journey/cycle.mjs").Cast["decisions"]} */
const DECISIONS = {
  "urja-satpura": [APPROVED, APPROVED, { label: "संज्ञान लिया" }, APPROVED],
  "swasthya-senior-resident": [
    APPROVED,
    {
      label: "संशोधन सहित अनुमोदित",
      words: "आवर्ती व्यय 58.90 करोड़ रुपये प्रतिवर्ष की स्वीकृति, इस संशोधन सहित कि पद तीन वर्ष में भरे जाएँ।",
    },
  ],
  "panchayat-majra-tola": [
    { label: "सैद्धांतिक सहमति" },
    { label: "सशर्त अनुमोदन", words: "प्रथम चरण हेतु 10,000 करोड़ रुपये की स्वीकृति, इस शर्त पर कि प्रावधान अनुपूरक अनुमान में हो।" },
    APPROVED,
  ],
  "vimanan-helicopter": [{ label: "सैद्धांतिक सहमति" }, { label: "संज्ञान लिया" }],
  "udyog-mohasa": [APPROVED, { label: "अमान्य", words: "भूमि आवंटन के प्रीमियम का प्रस्ताव अमान्य।" }],
  "krishi-tuar": [{ label: "सशर्त अनुमोदन", words: "दो वर्ष हेतु छूट, प्रतिवर्ष समीक्षा की शर्त पर।" }],
};

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
/** @type {Awaited<ReturnType<typeof dataFolder>>} */
let folder;
before(async () => {
  browser = await launch();
  folder = await dataFolder();
});
after(async () => {
  await browser?.close();
  await folder?.remove();
});

test("six notes go from draft to acknowledged extract, one is declined, and one is decided by circulation", async () => {
  /** @type {Record<string, string>} */
  const env = {};
  const server = await startServer({ ...folder, args: ["demo", "--people-only"], env });
  try {
    const [satpura] = notes("urja-satpura");
    assert.ok(satpura);
    const { look, seen, found } = screens();
    const council = assemble(browser, server.url, { look });
    await cycle(council, {
      notes: notes(),
      returned: "swasthya-senior-resident",
      withdrawn: "udyog-mohasa",
      deferred: "urja-satpura",
      reader: "finance_minister",
      decisions: DECISIONS,
      daysAhead: CONSULTATION_OVER_DAYS + 5,
      inSitting: () => inSitting(council, 1),
      // Finance lets the time of one note run out.
      afterConsultations: async () => {
        await council.leave();
        env.ECABINET_TRAINING_DAYS_AHEAD = String(CONSULTATION_OVER_DAYS);
        await server.restart("SIGTERM");
      },
    });
    await decline(council, declined());
    await circulate(council, circulated(), CONSULTATION_OVER_DAYS + 5);
    await refusals(council, { ...satpura, number: "एफ 9-41/2026/तेरह", subject: LONG_SUBJECT, subjectEnglish: "" });
    await readRecord(council);
    await council.leave();
    keepList(seen);
    assert.deepEqual(found, []);
    assert.deepEqual(council.problems, []);
  } finally {
    await server.stop();
  }
});

test("the record of the journey is verified", async () => {
  await assertVerified(folder);
});

test("the record of the journey is verified without its key, and by a verifier that shares no code with us", async () => {
  await assertVerifiedOutside(folder);
});
