// The server under test: started on a free port, killed, started again on the same data.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { target } from "./places.mjs";

const START_SECONDS_MAX = 60;
const OUTPUT_CHARACTERS_MAX = 200_000;

/** A port nobody listens on. @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/**
 * A place for a data folder that is still empty, with its key file beside it, not in it.
 *
 * @returns {Promise<{ data: string, key: string, remove: () => Promise<void> }>}
 */
export async function dataFolder() {
  const place = await mkdtemp(join(tmpdir(), "ecabinet-test-"));
  return {
    data: join(place, "data"),
    key: join(place, "training.key"),
    remove: () => rm(place, { recursive: true, force: true }),
  };
}

/**
 * Starts `ecabinet` and waits until it answers.
 *
 * @param {object} [options]
 * @param {string} [options.data] data folder; without it a temporary one, removed by `stop()`
 * @param {string} [options.key] key file (`ECABINET_KEY`)
 * @param {string[]} [options.args] arguments, `["demo"]` unless told
 * @param {Record<string, string>} [options.env] more variables; read anew at every start
 * @param {string[]} [options.wrapper] a command that runs the binary, for example `["strace", "-f", …]`
 */
export async function startServer({ data, key, args = ["demo"], env = {}, wrapper = [] } = {}) {
  const binary = join(target, "debug", "ecabinet");
  if (!existsSync(binary)) throw new Error(`${binary} is missing: run cargo build`);
  const temporary = data === undefined ? await mkdtemp(join(tmpdir(), "ecabinet-test-")) : undefined;
  const folder = data ?? join(/** @type {string} */ (temporary), "data");
  const port = await freePort();
  // The name, not the number: the browser trusts `localhost` with secure cookies.
  const url = `http://localhost:${port}`;

  let output = "";
  /** @type {import("node:child_process").ChildProcess | undefined} */
  let child;
  /** @type {Promise<void>} */
  let ended = Promise.resolve();

  /** Ends the server and all it started. @param {NodeJS.Signals} signal */
  function signalAll(signal) {
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // It ended by itself meanwhile.
    }
  }
  const atExit = () => signalAll("SIGKILL");
  process.once("exit", atExit);

  async function start() {
    const [command = binary, ...rest] = [...wrapper, binary, ...args];
    const started = spawn(command, rest, {
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        ECABINET_LISTEN: `127.0.0.1:${port}`,
        ECABINET_ORIGIN: url,
        ECABINET_DATA: folder,
        ...(key === undefined ? {} : { ECABINET_KEY: key }),
        ...env,
      },
    });
    child = started;
    const keep = (/** @type {Buffer} */ bytes) => {
      output = (output + bytes.toString()).slice(-OUTPUT_CHARACTERS_MAX);
    };
    started.stdout?.on("data", keep);
    started.stderr?.on("data", keep);
    /** @type {Error | undefined} */
    let failure;
    ended = new Promise((resolve) => {
      started.once("error", (error) => {
        failure = error;
        resolve();
      });
      started.once("exit", () => resolve());
    });
    const deadline = Date.now() + START_SECONDS_MAX * 1_000;
    while (Date.now() < deadline) {
      if (failure || started.exitCode !== null || started.signalCode !== null) {
        throw new Error(
          `ecabinet ended while starting (${failure ?? started.exitCode ?? started.signalCode}):\n${output}`,
        );
      }
      const answer = await fetch(url, { redirect: "manual" }).catch(() => undefined);
      if (answer) return;
      await pause(20);
    }
    signalAll("SIGKILL");
    throw new Error(`ecabinet did not answer within ${START_SECONDS_MAX} s:\n${output}`);
  }

  /** @param {NodeJS.Signals} [signal] */
  async function kill(signal = "SIGKILL") {
    signalAll(signal);
    await ended;
  }

  const server = {
    url,
    data: folder,
    get pid() {
      return child?.pid;
    },
    /** What it wrote so far, both streams. */
    output: () => output,
    /** Resolves when the process has ended, by whatever cause. */
    ended: () => ended,
    kill,
    /** Kills it and starts it again on the same data and port. @param {NodeJS.Signals} [signal] */
    async restart(signal = "SIGKILL") {
      await kill(signal);
      await start();
    },
    /** Starts it again after it has ended. */
    start,
    /** Ends it politely and removes a temporary data folder. */
    async stop() {
      await kill("SIGTERM");
      process.removeListener("exit", atExit);
      if (temporary) await rm(temporary, { recursive: true, force: true });
    },
  };
  try {
    await start();
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}
