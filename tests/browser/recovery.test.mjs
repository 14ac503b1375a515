// A real government whose first officers never used their codes: `ecabinet recover` with three sheets of the root key, both
// enrol with the new codes and order codes for everybody else; section and auditor read of it.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { enterPeople, OFFICERS } from "./journey/doors.mjs";
import { realStage } from "./journey/real-stage.mjs";
import { screens } from "./journey/screens.mjs";
import { openPage } from "./lib/browser.mjs";
import { target } from "./lib/places.mjs";

const run = promisify(execFile);
const REASON = "आदेश क्रमांक 12: दोनों अधिकारियों ने समय पर पंजीयन नहीं किया";

const { look, found } = screens();
const staged = realStage({ begin: async () => {} });

test("three sheets order new codes, and the first ones open nothing", async () => {
  const printed = await staged.init();
  const sheets = printed.sheets.slice(0, 3);
  const shares = sheets.map((_, number) => join(dirname(staged.folder.key), `share-${number}`));
  await Promise.all(sheets.map((sheet, number) => writeFile(shares[number] ?? "", sheet)));
  const posts = ["--first", "cabinet_section_1", "--second", "cabinet_section_2"];
  const arguments_ = [
    "recover",
    staged.folder.data,
    ...posts,
    "--reason",
    REASON,
    ...shares.flatMap((share) => ["--share", share]),
  ];
  const { stdout } = await run(join(target, "debug", "ecabinet"), arguments_);
  const ordered = [...stdout.matchAll(/^ {4}(\w{5}(?:-\w{5}){3})$/gm)].map((match) => match[1] ?? "");
  assert.equal(ordered.length, 2);
  staged.handOver(ordered);
  await staged.serve();
  const { page } = await openPage(staged.browser, { baseURL: staged.server.url });
  await page.goto("/enrol");
  await page.fill("#code", printed.codes[0] ?? "");
  await page.locator('form[action="/enrol"] button').click();
  await page.locator(".errors").waitFor();
  await page.context().close();
});

test("both enrol, order codes for everybody, and read of it as the auditor does", async () => {
  await enterPeople(staged.council, staged.codes, async () => {});
  for (const [post, address, name] of [
    [OFFICERS[0], "/desk", "recovery-desk"],
    [OFFICERS[1], "/people", "recovery-people"],
    ["auditor", "/access-review", "recovery-review"],
  ]) {
    const page = await staged.council.at(post ?? "");
    await page.goto(address ?? "");
    assert.ok((await page.locator("main").textContent())?.includes(REASON), `${post} ${address}`);
    await look(page, name ?? "");
  }
  assert.deepEqual(staged.council.problems, []);
  assert.deepEqual(found, []);
});
