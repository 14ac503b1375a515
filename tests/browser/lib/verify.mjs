// `ecabinet verify` of a stopped data folder, and that it would not accept just any.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { target } from "./places.mjs";

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
