// One's own sessions on the page, in both languages and sizes; one that is ended opens nothing any more.
import assert from "node:assert/strict";
import { test } from "node:test";
import { act, assemble, send } from "./journey/council.mjs";
import { screens } from "./journey/screens.mjs";
import { stage } from "./lib/stage.mjs";

const staged = stage();

/** The page that was taken away has no button for the language: it is looked at as it is. */
async function lookAway(
  /** @type {import("./journey/council.mjs").Look} */ look,
  /** @type {import("playwright-core").Page} */ page,
) {
  await look(page, "session-over", { languages: ["hi"] });
}

test("another session is ended from here", async () => {
  const { look, found } = screens();
  const { browser, url } = staged();
  const council = assemble(browser, url, { look });
  const elsewhere = assemble(browser, url);
  const [here, there] = [await council.at("energy_minister"), await elsewhere.at("energy_minister")];
  await here.locator("a.bar-post").click();
  assert.equal(new URL(here.url()).pathname, "/sessions");
  await look(here, "sessions");
  const subject = there.locator("h1");
  await subject.waitFor();
  await act(here, "end_session");
  // Nobody touches the other screen: what stood there is gone all the same.
  await there.locator('body > main a[href="/sign-in"]').waitFor();
  assert.equal(await there.locator("header, nav, form, table").count(), 0, "nothing of the page is left");
  assert.equal(await there.title(), await there.locator("h1").innerText());
  await lookAway(look, there);
  await look(here, "sessions-alone");
  await there.goto("/desk");
  assert.equal(new URL(there.url()).pathname, "/sign-in");
  await here.goto("/desk");
  assert.equal(new URL(here.url()).pathname, "/desk", "control: this one goes on");
  await there.goBack();
  await there.locator("h1").waitFor();
  assert.equal(await there.locator("nav").count(), 0, "nor does the page before it come back");
  assert.deepEqual(found, []);
  assert.deepEqual(council.problems, []);
});

test("a page of a session before on the same browser is taken away when it is looked at", async () => {
  const { browser, url } = staged();
  const council = assemble(browser, url);
  const page = await council.at("finance_minister");
  const tab = await council.anotherTab("finance_minister");
  await page.goto("/proposals");
  await send(tab, tab.locator('form[action="/sign-out"] button'));
  await page.locator('body > main a[href="/sign-in"]').waitFor();
  await send(page, page.locator('a[href="/sign-in"]'));
  assert.equal(new URL(page.url()).pathname, "/sign-in");
  assert.deepEqual(council.problems, []);
});
