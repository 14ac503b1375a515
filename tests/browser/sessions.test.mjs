// One's own sessions on the page, in both languages and sizes; one that is ended opens nothing any more.
import assert from "node:assert/strict";
import { test } from "node:test";
import { act, assemble } from "./journey/council.mjs";
import { screens } from "./journey/screens.mjs";
import { stage } from "./lib/stage.mjs";

const staged = stage();

test("another session is ended from here", async () => {
  const { look, found } = screens();
  const { browser, url } = staged();
  const council = assemble(browser, url, { look });
  const elsewhere = assemble(browser, url);
  const [here, there] = [await council.at("energy_minister"), await elsewhere.at("energy_minister")];
  await here.locator("a.bar-post").click();
  assert.equal(new URL(here.url()).pathname, "/sessions");
  await look(here, "sessions");
  await act(here, "end_session");
  await look(here, "sessions-alone");
  await there.goto("/desk");
  assert.equal(new URL(there.url()).pathname, "/sign-in");
  await here.goto("/desk");
  assert.equal(new URL(here.url()).pathname, "/desk", "control: this one goes on");
  assert.deepEqual(found, []);
  assert.deepEqual(council.problems, []);
});
