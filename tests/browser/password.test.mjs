// A post without approvals signs in by password and a code of the moment: set with a code on paper, refused alike whatever is
// wrong, changed, forgotten with the telephone and set anew.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { act, press, send } from "./journey/council.mjs";
import { enterPeople } from "./journey/doors.mjs";
import { made, realStage } from "./journey/real-stage.mjs";
import { screens, speak } from "./journey/screens.mjs";
import { openPage } from "./lib/browser.mjs";

/** @typedef {import("playwright-core").Page} Page */

const POST = "energy_section";
const NAME = "urja.anubhag";
const FIRST = "Nau neele chhate, 4 haathi";
const SECOND = "पहाड़ पर नौ नीले छाते";
const THIRD = "Saat hare jhumar aur 3 diye";
const STEP_MS = 30_000;

/** @type {Page} */
let page;
/** @type {string[]} */
let problems;
/** @type {ReturnType<typeof telephone>} */
let phone;
const { look, found } = screens({ names: NAME.split(".") });
const staged = realStage({ begin });

/** What an authenticator app is: RFC 6238 over the secret that a page showed. @param {string} shown in base 32, with spaces */
function telephone(shown) {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...shown.replace(/\s/g, "")]
    .map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, "0"))
    .join("");
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  let last = 0;
  /** @param {number} step */
  const at = (step) => {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const hash = createHmac("sha1", secret).update(counter).digest();
    const offset = (hash[19] ?? 0) & 15;
    return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
  };
  const now = () => Math.floor(Date.now() / STEP_MS);
  return {
    /** A code that was not typed yet; it counts in its own half minute alone, of which enough must be left to type it. */
    async next() {
      const left = () => STEP_MS - (Date.now() % STEP_MS);
      while (now() <= last || left() < STEP_MS / 2) await pause(250);
      last = now();
      return at(last);
    },
    /** A code of long ago. */
    old: () => at(now() - 1_000),
  };
}

/** Types the code on paper and leads to the form of a password. @param {string} code */
async function beginPassword(code) {
  await page.goto("/enrol");
  await page.fill("#code", code);
  await send(page, page.locator('form[action="/enrol"] button'));
  await send(page, page.locator('form[action="/enrol/password"] button'));
  return telephone(await page.locator("section code").innerText());
}

/** @param {{ name?: string, password: string, again?: string, code: string }} typed */
async function fillNew({ name, password, again = password, code }) {
  if (name !== undefined) await page.fill("#sign_in_name", name);
  // As a keeper of passwords or the clipboard puts it in: without a key being pressed.
  await page.locator("#password").focus();
  await page.keyboard.insertText(password);
  assert.equal(await page.inputValue("#password"), password);
  await page.fill("#password_again", again);
  await page.fill("#moment_code", code);
}

/** @param {string} name @param {string} password @param {string} code */
async function signIn(name, password, code) {
  await page.context().clearCookies({ name: "__Host-session" });
  await page.goto("/sign-in/password");
  await page.fill("#sign_in_name", name);
  await page.fill("#password", password);
  await page.fill("#moment_code", code);
  return press(page, page.locator('form[action="/sign-in/password"] button'));
}

/** Everybody has enrolled. */
async function begin() {
  await made(staged);
  await enterPeople(staged.council, staged.codes, async () => {});
  ({ page, problems } = await openPage(staged.browser, { baseURL: staged.server.url }));
}

test("the server says that it has no file of leaked passwords", () => {
  assert.match(staged.server.output(), /ECABINET_LEAKED_PASSWORDS names no file/);
});

test("a password is set with the code on paper", async () => {
  phone = await beginPassword(staged.codes.get(POST) ?? "");
  assert.equal(await page.locator("svg path").count(), 1, "a picture for the telephone");
  await look(page, "password-set", { languages: ["hi"] });
  await fillNew({ name: NAME, password: "Energy Section 2026", again: "x", code: "1" });
  assert.equal(await press(page, page.locator('form[action="/enrol/password/set"] button')), 422);
  assert.equal(await page.locator(".errors li").count(), 3, "of the house, not the same, no code");
  assert.equal(await page.inputValue("#password"), "", "a password is never shown again");
  await look(page, "password-set-faults", { languages: ["hi"] });
  await fillNew({ password: FIRST, code: await phone.next() });
  await send(page, page.locator('form[action="/enrol/password/set"] button'));
  assert.equal(new URL(page.url()).pathname, "/desk");
  await look(page, "desk-means-changed");
});

test("both together open, and whatever is wrong is answered alike", async () => {
  /** @param {string} name @param {string} password @param {string} code */
  const refused = async (name, password, code) => {
    assert.equal(await signIn(name, password, code), 403);
    return (await page.locator("main").innerText()).replaceAll(name, "");
  };
  const told = await refused(NAME, FIRST, phone.old());
  await look(page, "password-refused", { languages: ["hi"] });
  assert.equal(await refused("nobody.here", FIRST, phone.old()), told, "nobody has this name");
  assert.equal(await refused(NAME, SECOND, phone.old()), told, "another password");
  await page.goto("/sign-in/password");
  await look(page, "password-door");
  assert.equal(await signIn(NAME, FIRST, await phone.next()), 200, "control");
  assert.equal(new URL(page.url()).pathname, "/desk");
  assert.equal(await page.locator(".notice.stop li").count(), 2, "attempts under the own name are told");
  await look(page, "desk-failed-attempts");
  await page.goto("/sessions");
  assert.equal(await page.locator('form[action="/sessions/end"]').count(), 0, "nobody ends a session without a proof");
  await look(page, "sessions-by-password");
});

test("the password is changed, and the old one opens nothing", async () => {
  await page.goto("/passkeys");
  await look(page, "passkeys-with-password");
  await page.goto("/password");
  await look(page, "password-change");
  await page.fill("#old_password", FIRST);
  await fillNew({ password: SECOND, code: await phone.next() });
  await act(page, "change_password");
  assert.equal(new URL(page.url()).pathname, "/passkeys");
  const next = await phone.next();
  assert.equal(await signIn(NAME, FIRST, next), 403);
  assert.equal(await signIn(NAME, SECOND, next), 200, "control");
});

test("another telephone: two officers give a code, and the old one is worth nothing", async () => {
  const [one, two] = [await staged.council.at("cabinet_section"), await staged.council.at("cabinet_section_2")];
  await one.goto("/people/passkeys");
  await look(one, "people-passkeys-with-passwords");
  await one.goto("/people");
  const row = one.locator('a[href^="/people/persons/"]', { hasText: "अनुभाग अधिकारी, ऊर्जा विभाग" }).first();
  const person = (await row.getAttribute("href"))?.split("/").pop();
  await one.goto(`/people/changes/new?do=enrol&person=${person}`);
  await one.fill("#reason", "मोबाइल फ़ोन बदला गया।");
  await act(one, "propose_change");
  const address = new URL(one.url()).pathname;
  await two.goto(address);
  await act(two, "agree_change");
  /** @type {string[]} */
  const halves = [];
  for (const officer of [one, two]) {
    await officer.goto(`${address}/codes`);
    halves.push(await officer.locator("tbody code").innerText());
  }
  await page.context().clearCookies({ name: "__Host-session" });
  await page.goto("/enrol");
  await speak(page, "en");
  const before = phone;
  phone = await beginPassword(halves.join(" "));
  await look(page, "password-set", { languages: ["en"] });
  await fillNew({ name: NAME, password: THIRD, code: before.old() });
  assert.equal(await press(page, page.locator('form[action="/enrol/password/set"] button')), 422, "the old telephone");
  await look(page, "password-set-faults", { languages: ["en"] });
  await fillNew({ password: THIRD, code: await phone.next() });
  await send(page, page.locator('form[action="/enrol/password/set"] button'));
  assert.equal(await signIn(NAME, SECOND, await phone.next()), 403, "the password of before");
  await look(page, "password-refused", { languages: ["en"] });
  assert.equal(await signIn(NAME, THIRD, await before.next()), 403, "the code of the telephone of before");
  assert.equal(await signIn(NAME, THIRD, await phone.next()), 200, "control");
});

test("nothing was found on any screen", () => {
  assert.deepEqual(found, []);
  assert.deepEqual(problems, []);
  assert.deepEqual(staged.council.problems, []);
});
