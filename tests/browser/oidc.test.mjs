// A government's own identity provider, here the npm package `oidc-provider` on another site of this machine: an account is
// added, opens the door, and while its provider is down the passkey opens it as before.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, test } from "node:test";
// @ts-expect-error: the package brings no types
import { Provider } from "oidc-provider";
import { send } from "./journey/council.mjs";
import { enterPeople, signInByPasskey } from "./journey/doors.mjs";
import { realStage } from "./journey/real-stage.mjs";
import { screens } from "./journey/screens.mjs";

const POST = "energy_section";
const ACCOUNT = "officer-7";

/** @type {import("node:http").Server} */
let provider;
const { look, found } = screens();
const staged = realStage({ begin });
const notSeen = async () => {};

/** Starts listening; the provider's pages come once our address is known. */
async function reserve() {
  provider = createServer();
  provider.listen(0, "127.0.0.1");
  await once(provider, "listening");
  const address = provider.address();
  assert.ok(address && typeof address === "object");
  // Another site than `localhost`: our cookies must not cross.
  return `http://127.0.0.1:${address.port}`;
}

/** @param {string} issuer @param {string} secret @param {string} origin */
function provide(issuer, secret, origin) {
  const client = {
    client_id: "ecabinet",
    client_secret: secret,
    redirect_uris: [`${origin}/sign-in/identity/answer`],
  };
  provider.on("request", new Provider(issuer, { clients: [client] }).callback());
}

/** Signs in on the provider's own pages, as the account of this name. @param {import("playwright-core").Page} page @param {string} name */
async function atProvider(page, name) {
  await page.fill('input[name="login"]', name);
  await page.fill('input[name="password"]', "x");
  await page.locator('button[type="submit"]').click();
  // Whether the account may be shown to us it asks once.
  const asks = page.locator('h1:has-text("Authorize")');
  const title = page.locator("main h1");
  await asks.or(title).first().waitFor();
  if (await asks.isVisible()) await page.locator('button[type="submit"]').click();
  await page.waitForURL(`${staged.server.url}/sign-in/identity/answer?*`);
}

/** @param {import("playwright-core").Page} page */
const path = (page) => new URL(page.url()).pathname;

after(() => {
  provider?.close();
  provider?.closeAllConnections();
});

/** Everybody has enrolled. */
async function begin() {
  await staged.init();
  const [issuer, secret] = [await reserve(), randomBytes(24).toString("base64url")];
  const file = join(staged.folder.data, "..", "client.secret");
  await writeFile(file, `${secret}\n`, { mode: 0o600 });
  await staged.serve({
    ECABINET_IDENTITY_ISSUER: issuer,
    ECABINET_IDENTITY_CLIENT: "ecabinet",
    ECABINET_IDENTITY_SECRET_FILE: file,
    ECABINET_IDENTITY_NAME_HI: "परिचय",
    ECABINET_IDENTITY_NAME_EN: "Parichay",
  });
  provide(issuer, secret, staged.server.url);
  await enterPeople(staged.council, staged.codes, notSeen);
}

test("an account is added after a fresh proof", async () => {
  const officer = await staged.council.at(POST);
  await officer.goto("/passkeys");
  await officer.locator('a[href="/identity"]').click();
  await look(officer, "identity-none");
  await send(officer, officer.locator('[data-action="bind_identity"] button'));
  await look(officer, "identity-go", { languages: ["hi"] });
  await officer.locator("main a.primary").click();
  await atProvider(officer, ACCOUNT);
  await look(officer, "identity-back-binds");
  await officer.locator("main button.primary").click();
  await officer.waitForURL(`${staged.server.url}/identity/answer?*`);
  await look(officer, "identity-join");
  await send(officer, officer.locator('[data-action="join_identity"] button'));
  assert.equal(path(officer), "/identity");
  await look(officer, "identity-bound");
});

test("it opens the door, and the provider asks again each time", async () => {
  const officer = await staged.council.at(POST);
  for (const round of [1, 2]) {
    await send(officer, officer.locator('form[action="/sign-out"] button'));
    assert.equal(path(officer), "/sign-in");
    await look(officer, "door-with-provider");
    await officer.locator('a[href="/sign-in/identity"]').click();
    await atProvider(officer, ACCOUNT);
    await look(officer, "identity-back");
    await send(officer, officer.locator('form[action="/sign-in/identity"] button'));
    assert.equal(path(officer), "/desk", `round ${round}`);
  }
  await officer.goto("/confirm?back=/desk");
  await look(officer, "confirm-after-provider");
});

test("an account of nobody opens nothing", async () => {
  const officer = await staged.council.at(POST);
  await officer.goto("/desk");
  await send(officer, officer.locator('form[action="/sign-out"] button'));
  await officer.locator('a[href="/sign-in/identity"]').click();
  await atProvider(officer, "officer-8");
  const [answer] = await Promise.all([
    officer.waitForResponse((response) => response.request().method() === "POST"),
    officer.locator('form[action="/sign-in/identity"] button').click(),
  ]);
  assert.equal(answer.status(), 403);
  await look(officer, "identity-unknown", { languages: ["hi"] });
});

test("while the provider is down, the passkey opens the door", async () => {
  const officer = await staged.council.at(POST);
  provider.close();
  provider.closeAllConnections();
  await officer.goto("/sign-in");
  const [answer] = await Promise.all([
    officer.waitForResponse((response) => response.url().endsWith("/sign-in/identity")),
    officer.locator('a[href="/sign-in/identity"]').click(),
  ]);
  assert.equal(answer.status(), 503);
  await look(officer, "identity-silent");
  await officer.locator('main a[href="/sign-in"]').click();
  await signInByPasskey(officer);
  assert.equal(path(officer), "/desk");
});

test("every screen was fit to be seen", () => {
  assert.deepEqual(found, []);
  // An answer of 503 is what the provider's silence looks like.
  assert.deepEqual(
    staged.council.problems.filter((problem) => !problem.includes("/sign-in/identity")),
    [],
  );
});
