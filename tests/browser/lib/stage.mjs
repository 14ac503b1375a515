// A browser and a server of the sample government for one file of tests, ended with it.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch } from "./browser.mjs";
import { startServer } from "./server.mjs";

/**
 * To be called where the file begins: they start before its first test.
 *
 * @param {Parameters<typeof startServer>[0]} [options] with what the server is started
 * @returns {() => { browser: Awaited<ReturnType<typeof launch>>, url: string }}
 */
export function stage(options) {
  /** @type {Awaited<ReturnType<typeof launch>> | undefined} */
  let browser;
  /** @type {Awaited<ReturnType<typeof startServer>> | undefined} */
  let server;
  before(async () => {
    browser = await launch();
    server = await startServer(options);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });
  return () => {
    assert.ok(browser && server, "both have started");
    return { browser, url: server.url };
  };
}
