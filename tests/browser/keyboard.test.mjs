// Without a mouse: a real government's first officers come in and change something among people, and one note goes from
// draft to acknowledged extract, by Tab, arrows, space and Enter alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { act, assemble, send } from "./journey/council.mjs";
import { cycle } from "./journey/cycle.mjs";
import { assembleReal, init, OFFICERS, signInByPasskey } from "./journey/doors.mjs";
import { notes } from "./journey/sample.mjs";
import { launch, openPage } from "./lib/browser.mjs";
import { withoutScripts } from "./lib/in-page.mjs";
import { keysAlone } from "./lib/keys.mjs";
import { dataFolder, startServer } from "./lib/server.mjs";

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

/** Everybody whom the council calls has no mouse. @param {import("./journey/council.mjs").Council} council */
function withoutMouse(council) {
  /** @type {Map<import("./journey/council.mjs").Page, ReturnType<typeof keysAlone>>} */
  const hands = new Map();
  const at = async (/** @type {string} */ post) => {
    const page = await council.at(post);
    hands.set(page, keysAlone(page));
    return page;
  };
  const all = () => [...hands.values()];
  return {
    council: { ...council, at },
    unseen: () => all().flatMap((hand) => hand.unseen()),
    presses: () => all().reduce((sum, hand) => sum + hand.presses(), 0),
  };
}

test("what is not reached, and what is reached unseen, is found", async () => {
  const { page } = await openPage(browser);
  await page.setContent(
    `<body><style>:focus-visible { outline: 3px solid }</style><button id="one">एक</button>
    <a href="#x" id="two" style="outline: none">दो</a><div id="three">तीन</div><button id="four">चार</button>
    <div style="position: fixed; inset: 0; z-index: 1; pointer-events: auto; clip-path: inset(90px 0 0)"></div>`,
  );
  const hands = keysAlone(page);
  await page.locator("#one").click();
  assert.deepEqual(hands.unseen(), [], "control: the first shows its focus");
  await page.locator("#two").click();
  assert.match(hands.unseen().join(), /not drawn/);
  await page.locator("#four").evaluate((element) => element.setAttribute("style", "margin-top: 90px"));
  await page.locator("#four").click();
  assert.match(hands.unseen().join(), /lies over it/);
  await assert.rejects(page.locator("#three").click(), /does not reach/);
  await page.context().close();
});

test("two officers come in, and one enters posts that the other agrees to, with and without scripts", async () => {
  const printed = await init(folder);
  const server = await startServer({ ...folder, args: ["serve"] });
  try {
    const codes = new Map(OFFICERS.map((post, place) => [post, printed.codes[place] ?? ""]));
    const { council, unseen, presses } = withoutMouse(assembleReal(browser, server.url, codes));
    const [one, two] = [await council.at("cabinet_section"), await council.at("cabinet_section_2")];
    await send(one, one.locator('form[action="/sign-out"] button'));
    await signInByPasskey(one);
    await entersPost(one, two, "chief_secretary", "मुख्य सचिव");
    await Promise.all([one, two].map((page) => withoutScripts(page)));
    await entersPost(one, two, "auditor", "लेखापरीक्षक");
    await one.goto("/confirm");
    assert.equal(await one.locator("noscript p").count(), 1, "control: the page ran without its scripts");
    assert.deepEqual(unseen(), []);
    assert.ok(presses() > 100, `control: ${presses()} keys`);
  } finally {
    await server.stop();
  }
});

/**
 * One proposes a post, the other agrees.
 *
 * @param {import("./journey/council.mjs").Page} one
 * @param {import("./journey/council.mjs").Page} two
 * @param {string} kind of the post, also its key
 * @param {string} title
 */
async function entersPost(one, two, kind, title) {
  await one.goto("/people");
  await send(one, one.locator('a[href*="enter_post"]').first());
  await one.selectOption("#kind", kind);
  await act(one, "propose_change", { key: kind, name_hi: title, reason: "पद की प्रविष्टि" });
  await two.goto(new URL(one.url()).pathname);
  await act(two, "agree_change");
  await two.goto("/people");
  assert.ok((await two.locator("main").innerText()).includes(title));
}

test("a note goes from draft to acknowledged extract", async () => {
  const server = await startServer({ args: ["demo", "--people-only"] });
  try {
    const { council, unseen, presses } = withoutMouse(assemble(browser, server.url));
    const [note] = notes("swasthya-senior-resident");
    assert.ok(note);
    await cycle(council, {
      notes: [note],
      returned: note.id,
      withdrawn: "",
      deferred: "",
      reader: "agriculture_minister",
      decisions: { [note.id]: [{ label: "अनुमोदित" }, { label: "संज्ञान लिया" }] },
    });
    assert.deepEqual(council.problems, []);
    assert.deepEqual(unseen(), []);
    console.log(`${presses()} keys`);
  } finally {
    await server.stop();
  }
});
