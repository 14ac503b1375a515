// A machine whose clock somebody sets while the server runs. A real government knows no other clock than the machine's, so
// that nothing of the program could be told a wrong time; days pass in a test by a library that lies before it.
import { execFile } from "node:child_process";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "./places.mjs";

const run = promisify(execFile);
const DAY_SECONDS = 24 * 60 * 60;

/** The clock, for the environment of a server. Whoever makes it removes it. */
export async function movedClock() {
  const place = await mkdtemp(join(tmpdir(), "ecabinet-clock-"));
  const [library, file] = [join(place, "clock.so"), join(place, "seconds")];
  await run("cc", ["-shared", "-fPIC", "-o", library, join(root, "tests/browser/lib/moved-clock.c"), "-ldl"]);
  let ahead = 0;
  /** In one piece: the server reads it at any moment. */
  async function set() {
    await writeFile(`${file}.new`, `${ahead}\n`);
    await rename(`${file}.new`, file);
  }
  await set();
  return {
    env: { LD_PRELOAD: library, ECABINET_TEST_CLOCK: file },
    /** @param {number} days */
    async forwardDays(days) {
      ahead += days * DAY_SECONDS;
      await set();
    },
    remove: () => rm(place, { recursive: true, force: true }),
  };
}
