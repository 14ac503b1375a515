// A real government whose first officers never used their codes: `ecabinet recover` with three sheets of the root key, both
// enrol with the new codes and order codes for everybody else; section and auditor read of it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { assembleReal, enterPeople, init, OFFICERS } from "./journey/doors.mjs";
import { screens } from "./journey/screens.mjs";
import { launch, openPage } from "./lib/browser.mjs";
import { target } from "./lib/places.mjs";
import { dataFolder, startServer } from "./lib/server.mjs";

const run = promisify(execFile);
const REASON = "आदेश क्रमांक 12: दोनों अधिकारियों ने समय पर पंजीयन नहीं किया";

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
/** @type {Awaited<ReturnType<typeof dataFolder>>} */
let folder;
/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {Map<string, string>} */
const codes = new Map();
const { look, found } = screens();

before(async () => {
  browser = await launch();
  folder = await dataFolder();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await folder?.remove();
});

test("three sheets order new codes, and the first ones open nothing", async () => {
  const printed = await init(folder);
  const sheets = printed.sheets.slice(0, 3);
  const shares = sheets.map((_, number) => join(dirname(folder.key), `share-${number}`));
  await Promise.all(sheets.map((sheet, number) => writeFile(shares[number] ?? "", sheet)));
  const posts = ["--first", "cabinet_section_1", "--second", "cabinet_section_2"];
  const arguments_ = [
    "recover",
    folder.data,
    ...posts,
    "--reason",
    REASON,
    ...shares.flatMap((share) => ["--share", share]),
  ];
  const { stdout } = await run(join(target, "debug", "ecabinet"), arguments_);
  const ordered = [...stdout.matchAll(/^ {4}(\w{5}(?:-\w{5}){3})$/gm)].map((match) => match[1] ?? "");
  assert.equal(ordered.length, 2);
  for (const [place, post] of OFFICERS.entries()) codes.set(post, ordered[place] ?? "");
  server = await startServer({ ...folder, args: ["serve"] });
  const { page } = await openPage(browser, { baseURL: server.url });
  await page.goto("/enrol");
  await page.fill("#code", printed.codes[0] ?? "");
  await page.locator('form[action="/enrol"] button').click();
  await page.locator(".errors").waitFor();
  await page.context().close();
});

test("both enrol, order codes for everybody, and read of it as the auditor does", async () => {
  const council = assembleReal(browser, server.url, codes, { look: async () => {} });
  await enterPeople(council, codes, async () => {});
  for (const [post, address, name] of [
    [OFFICERS[0], "/desk", "recovery-desk"],
    [OFFICERS[1], "/people", "recovery-people"],
    ["auditor", "/access-review", "recovery-review"],
  ]) {
    const page = await council.at(post ?? "");
    await page.goto(address ?? "");
    assert.ok((await page.locator("main").textContent())?.includes(REASON), `${post} ${address}`);
    await look(page, name ?? "");
  }
  assert.deepEqual(council.problems, []);
  assert.deepEqual(found, []);
});
