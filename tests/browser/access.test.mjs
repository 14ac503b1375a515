// What a post can reach today, before the auditor: in both languages and sizes, by keys alone, and as a file.
import assert from "node:assert/strict";
import { test } from "node:test";
import { assemble, goTo, send } from "./journey/council.mjs";
import { screens } from "./journey/screens.mjs";
import { keysAlone } from "./lib/keys.mjs";
import { stage } from "./lib/stage.mjs";

const staged = stage();

test("the auditor reviews what posts and persons can reach", async () => {
  const { look, found, seen } = screens();
  const { browser, url } = staged();
  const council = assemble(browser, url, { look });
  const auditor = await council.at("auditor");
  const keys = keysAlone(auditor);
  await goTo(auditor, "/access-review");
  await look(auditor, "access-list");
  await send(auditor, auditor.locator("tr", { hasText: "cabinet_section" }).locator("a").first());
  await look(auditor, "access-section");
  const address = new URL(auditor.url()).pathname;
  const file = await auditor.request.get(`${address}/file`);
  assert.equal(file.headers()["content-type"], "text/csv; charset=utf-8");
  assert.match(await file.text(), /"cabinet_section","proposal","read_proposal",/);
  await send(auditor, auditor.locator('main dl a[href^="/access-review/persons/"]'));
  await look(auditor, "access-person");
  await goTo(auditor, "/access-review");
  await send(auditor, auditor.locator("tr", { hasText: "system_administrator" }).locator("a").first());
  await look(auditor, "access-administrator");
  await goTo(auditor, "/access-review");
  await look(auditor, "access-list-later");
  const administrator = await council.at("system_administrator");
  assert.equal(await administrator.locator('nav.side a[href="/access-review"]').count(), 0);
  assert.equal((await administrator.goto("/access-review"))?.status(), 404);
  assert.deepEqual(keys.unseen(), []);
  assert.ok(keys.presses() > 0, "control: it was worked by keys");
  assert.deepEqual(found, []);
  assert.deepEqual(council.problems, []);
  assert.ok(seen.size >= 10, `control: ${seen.size} screens`);
});
