// A draft is erased for good: its page says what goes and what stays; afterwards its words are on no page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { act, assemble, goTo, send } from "./journey/council.mjs";
import { screens } from "./journey/screens.mjs";
import { stage } from "./lib/stage.mjs";

const staged = stage();

test("a draft is erased, and only its number stays", async () => {
  const { look, found } = screens();
  const { browser, url } = staged();
  const council = assemble(browser, url, { look });
  const section = await council.at("energy_section");
  const subject = "नर्मदा तट पर सौर पम्प स्थापना हेतु अनुदान";
  await goTo(section, "/proposals");
  await send(section, section.locator('a[data-action="start_proposal"]'));
  await act(section, "start_proposal", { number: "एफ 9-9/2026/दस", subject });
  const proposal = new URL(section.url()).pathname.replace(/\/draft$/, "");
  await section.goto(proposal);
  assert.ok((await section.locator("main").innerText()).includes(subject), "control: it is shown before");
  await send(section, section.locator('a[data-action="erase_draft"]'));
  await look(section, "erase");
  await act(section, "erase_draft");
  await section.goto(proposal);
  await look(section, "erased");
  for (const page of [proposal, "/proposals", "/desk"]) {
    await section.goto(page);
    assert.ok(!(await section.content()).includes(subject), page);
  }
  assert.deepEqual(found, []);
  assert.deepEqual(council.problems, []);
});
