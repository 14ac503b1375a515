// `ecabinet verify` of a stopped data folder, and that it would not accept just any.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, target } from "./places.mjs";

/** @param {string} data @param {string} key */
export function verify(data, key) {
  return spawnSync(join(target, "debug", "ecabinet"), ["verify", data, "--key", key], { encoding: "utf8" });
}

/** @param {{ data: string, key: string }} folder */
export async function assertVerified({ data, key }) {
  const { status, stdout, stderr } = verify(data, key);
  assert.equal(status, 0, stderr);
  assert.ok(stdout.includes("the record is intact") && stdout.includes("अभिलेख अखंड है"), stdout);

  // Control: one byte of one sealed entry is another.
  const copy = `${data}-broken`;
  cpSync(data, copy, { recursive: true });
  try {
    changeOneEntry(join(copy, "ledger.sqlite"));
    const broken = verify(copy, key);
    assert.notEqual(broken.status, 0, broken.stdout);
    assert.ok(broken.stderr.includes("NOT intact"), broken.stderr);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  return { stdout };
}

/** @param {string} command @param {string[]} arguments_ */
function run(command, arguments_) {
  return spawnSync(command, arguments_, { encoding: "utf8", env: { ...process.env, ECABINET_KEY: undefined } });
}

/**
 * Both verifiers on a stopped folder, without the root key: ours, and the one in Go; and that one changed byte of what is
 * published is named by both.
 *
 * @param {{ data: string, key: string }} folder
 */
export async function assertVerifiedOutside({ data, key }) {
  const ecabinet = join(target, "debug", "ecabinet");
  const outside = join(data, "..", "verify");
  const built = run(join(root, "tests", "outside", "build"), [outside]);
  assert.equal(built.status, 0, built.stderr);
  const keys = run(ecabinet, ["verifier-key", data, "--key", key]).stdout.trim().split("\n");
  assert.equal(keys.length, 2);
  const given = keys.flatMap((one) => ["--verifier-key", one]);
  const ours = run(ecabinet, ["verify", data, ...given]);
  assert.equal(ours.status, 0, ours.stderr);
  assert.match(ours.stdout, /without the key NOT checked/);
  assert.doesNotMatch(ours.stdout, /signature NOT judged/);
  for (const [log, verifier] of [
    ["acts", keys[0]],
    ["custody", keys[1]],
  ]) {
    const proof = join(data, "..", `${log}.tlog-proof`);
    const proved = run(ecabinet, ["proof", data, `${log}`, "42", "--out", proof]);
    assert.equal(proved.status, 0, proved.stderr);
    const files = join(data, "tiles", `${log}`);
    const theirs = run(outside, [files, `${verifier}`, proof, "42"]);
    assert.equal(theirs.status, 0, theirs.stderr);
    console.log(theirs.stdout.trim());

    // Control: one byte of the checkpoint is another.
    const checkpoint = join(files, "checkpoint");
    const bytes = readFileSync(checkpoint);
    writeFileSync(
      checkpoint,
      bytes.map((byte, place) => (place === 7 ? byte ^ 1 : byte)),
    );
    for (const broken of [run(outside, [files, `${verifier}`]), run(ecabinet, ["verify", data, ...given])]) {
      assert.notEqual(broken.status, 0);
      assert.match(broken.stderr, /checkpoint/);
    }
    writeFileSync(checkpoint, bytes);
  }
}

/** Changes one byte of the youngest act. @param {string} file */
function changeOneEntry(file) {
  const bytes = readFileSync(file);
  const place = cells(bytes).findLast((cell) => bytes.subarray(cell, cell + RECORD_HEAD_BYTES).includes("acts"));
  if (place === undefined) throw new Error("no entry was found to change");
  const changed = place + 2 * RECORD_HEAD_BYTES;
  bytes[changed] = (bytes[changed] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

/** In these first bytes an entry says to which log it belongs; its leaf follows. */
const RECORD_HEAD_BYTES = 32;

/** Where the rows of all tables begin, by SQLite's file format. @param {Buffer} bytes @returns {number[]} */
function cells(bytes) {
  const TABLE_LEAF = 0x0d;
  const pageBytes = bytes.readUInt16BE(16);
  const pages = Array.from({ length: bytes.length / pageBytes - 1 }, (_, index) => (index + 1) * pageBytes);
  return pages
    .filter((page) => bytes[page] === TABLE_LEAF)
    .flatMap((page) => {
      const count = bytes.readUInt16BE(page + 3);
      return Array.from({ length: count }, (_, index) => page + bytes.readUInt16BE(page + 8 + 2 * index));
    });
}
