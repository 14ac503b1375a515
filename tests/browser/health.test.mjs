// How the machine is, before the system administrator: in both languages and sizes, and by keys alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assemble, goTo } from "./journey/council.mjs";
import { screens } from "./journey/screens.mjs";
import { keysAlone } from "./lib/keys.mjs";
import { stage } from "./lib/stage.mjs";

const staged = stage();

test("the system administrator sees how the machine is", async () => {
  const { look, found, seen } = screens();
  const { browser, url } = staged();
  const council = assemble(browser, url, { look });
  const administrator = await council.at("system_administrator");
  const keys = keysAlone(administrator);
  await goTo(administrator, "/health");
  await look(administrator, "health");
  const main = await administrator.locator("main").innerText();
  assert.match(main, /मशीन की स्थिति/);
  assert.ok((await administrator.locator("main .tag").count()) > 15, "each thing has its state");
  const section = await council.at("cabinet_section");
  assert.equal(await section.locator('nav.side a[href="/health"]').count(), 0);
  assert.equal((await section.goto("/health"))?.status(), 404);
  assert.deepEqual(keys.unseen(), []);
  assert.ok(keys.presses() > 0, "control: it was worked by keys");
  assert.deepEqual(found, []);
  assert.deepEqual(council.problems, []);
  assert.ok(seen.size >= 4, `control: ${seen.size} screens`);
});
