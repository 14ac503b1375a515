// The journey once more where browsers run no scripts: every act of the cycle, with two of the notes.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { circulate, decline } from "./journey/circulation.mjs";
import { assemble, offered } from "./journey/council.mjs";
import { cycle } from "./journey/cycle.mjs";
import { inSitting, refusals } from "./journey/refusals.mjs";
import { circulated, declined, notes } from "./journey/sample.mjs";
import { screens } from "./journey/screens.mjs";
import { launch } from "./lib/browser.mjs";
import { dataFolder, startServer } from "./lib/server.mjs";
import { assertVerified } from "./lib/verify.mjs";

const APPROVED = { label: "अनुमोदित" };

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

test("two notes go from draft to acknowledged extract without scripts, one is declined, and one circulates", async () => {
  const server = await startServer({ ...folder, args: ["demo", "--people-only"] });
  try {
    const { look, found } = screens({ languages: ["hi"], portrait: false, pictures: false });
    /** @type {Set<string>} */
    const acts = new Set();
    const council = assemble(browser, server.url, {
      scripts: false,
      look: async (page, name, options) => {
        for (const key of await offered(page)) acts.add(key);
        await look(page, name, options);
      },
    });
    const [health, aviation] = notes("swasthya-senior-resident", "vimanan-helicopter");
    const [satpura] = notes("urja-satpura");
    assert.ok(health && aviation && satpura);
    await cycle(council, {
      notes: [health, aviation],
      returned: health.id,
      withdrawn: aviation.id,
      deferred: aviation.id,
      reader: "agriculture_minister",
      decisions: { [health.id]: [APPROVED, APPROVED], [aviation.id]: [APPROVED, { label: "संज्ञान लिया" }] },
      inSitting: () => inSitting(council, 1),
    });
    await decline(council, declined());
    await circulate(council, circulated(), 5);
    await refusals(council, { ...satpura, number: "एफ 9-41/2026/तेरह", subjectEnglish: "" });
    await council.leave();
    assert.deepEqual(found, []);
    assert.deepEqual(council.problems, []);
    assert.deepEqual(
      [...ACTS].filter((key) => !acts.has(key)),
      [],
      "acts that no page offered",
    );
  } finally {
    await server.stop();
  }
});

test("the record of the journey without scripts is verified", async () => {
  await assertVerified(folder);
});

/** Every act from the first draft to the acknowledged extract. */
const ACTS = [
  "start_proposal",
  "edit_draft",
  "put_up",
  "send_for_views",
  "give_view",
  "answer_query",
  "remind",
  "close_consultation",
  "reply_to_views",
  "approve_as_secretary",
  "approve_as_minister",
  "record_precondition",
  "submit",
  "return_proposal",
  "withdraw",
  "scrutinise",
  "clear",
  "order_for_meeting",
  "decline",
  "order_for_circulation",
  "send_circulation",
  "answer_circulation",
  "close_circulation",
  "approve_by_circulation",
  "propose_meeting",
  "call_meeting",
  "arrange_agenda",
  "approve_agenda",
  "release_folder",
  "open_sitting",
  "call_item",
  "record_decisions",
  "conclude_sitting",
  "draft_minutes",
  "submit_minutes",
  "return_minutes",
  "approve_minutes",
  "circulate_minutes",
  "issue_extract",
  "acknowledge_extract",
];
