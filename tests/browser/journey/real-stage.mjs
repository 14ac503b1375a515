// A browser, a data folder and a real government for one file of tests, ended with it.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch } from "../lib/browser.mjs";
import { dataFolder, startServer } from "../lib/server.mjs";
import { assertVerified } from "../lib/verify.mjs";
import { assembleReal, init, OFFICERS } from "./doors.mjs";

/** @typedef {Parameters<typeof assembleReal>[3]} Looks */
/** @typedef {ReturnType<typeof realStage>} Stage */

/** @template T @param {T | undefined} thing @returns {T} */
function there(thing) {
  assert.ok(thing, "it has begun");
  return thing;
}

/** The government is made and served. @param {Stage} staged */
export async function made(staged) {
  await staged.init();
  await staged.serve();
}

/**
 * To be called where the file begins. Browser and folder are there before its first test; what else is, `begin` says.
 *
 * @param {{ begin?: (staged: Stage) => Promise<void>, looks?: Looks }} [options]
 */
export function realStage({ begin = made, looks = {} } = {}) {
  /** @type {Awaited<ReturnType<typeof launch>> | undefined} */
  let browser;
  /** @type {Awaited<ReturnType<typeof dataFolder>> | undefined} */
  let folder;
  /** @type {Awaited<ReturnType<typeof startServer>> | undefined} */
  let server;
  /** @type {ReturnType<typeof assembleReal> | undefined} */
  let council;
  /** @type {Map<string, string>} */
  const codes = new Map();
  const staged = {
    /** Codes on paper, by post. */
    codes,
    get browser() {
      return there(browser);
    },
    get folder() {
      return there(folder);
    },
    get server() {
      return there(server);
    },
    get council() {
      return there(council);
    },
    /** `ecabinet init`: what it printed; the codes are those of the two officers. */
    async init() {
      const printed = await init(staged.folder);
      staged.handOver(printed.codes);
      return printed;
    },
    /** The two officers have these codes. @param {string[]} printed */
    handOver(printed) {
      for (const [place, post] of OFFICERS.entries()) codes.set(post, printed[place] ?? "");
    },
    /** Serves the government; its council knows the codes. @param {Record<string, string>} [env] */
    async serve(env = {}) {
      server = await startServer({ ...staged.folder, args: ["serve"], env });
      council = assembleReal(staged.browser, server.url, codes, looks);
    },
    /** Stops the server and verifies what it leaves. */
    async verified() {
      await staged.server.stop();
      await assertVerified(staged.folder);
    },
  };
  before(async () => {
    browser = await launch();
    folder = await dataFolder();
    await begin(staged);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    await folder?.remove();
  });
  return staged;
}
