// The licences of every crate that is delivered: node scripts/licences.mjs FOLDER, from the root of the repository.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("name the folder");

const DELIVERED = ["ecabinet", "workshop"];
const PLATFORM = "x86_64-unknown-linux-gnu";
const told = execFileSync("cargo", ["metadata", "--locked", "--format-version", "1", "--filter-platform", PLATFORM], {
  encoding: "utf8",
  maxBuffer: 2 ** 28,
});
const { packages, resolve } = JSON.parse(told);
const byId = new Map(packages.map((one) => [one.id, one]));
const nodes = new Map(resolve.nodes.map((one) => [one.id, one]));

// What is linked in or builds it, tests left out.
const reached = new Set();
const waiting = packages.filter((one) => one.source === null && DELIVERED.includes(one.name)).map((one) => one.id);
while (waiting.length > 0) {
  const id = waiting.pop();
  if (reached.has(id)) continue;
  reached.add(id);
  const linked = nodes.get(id).deps.filter((one) => one.dep_kinds.some(({ kind }) => kind !== "dev"));
  waiting.push(...linked.map((one) => one.pkg));
}

const foreign = [...reached].map((id) => byId.get(id)).filter((one) => one.source !== null);
const names = [];
for (const one of foreign.sort((a, b) => a.name.localeCompare(b.name))) {
  const from = dirname(one.manifest_path);
  const own = readdirSync(from).filter((name) => /^(licen[cs]e|copying|notice|unlicense|authors)/i.test(name));
  const to = join(folder, `${one.name}-${one.version}`);
  mkdirSync(to, { recursive: true });
  for (const name of own) {
    try {
      copyFileSync(join(from, name), join(to, name));
    } catch (error) {
      if (error.code !== "EISDIR" && error.code !== "ERR_FS_EISDIR" && error.code !== "EACCES") throw error;
    }
  }
  names.push(`${one.name} ${one.version}: ${one.license ?? "see its file"}${own.length === 0 ? " (the crate carries no text)" : ""}`);
}
writeFileSync(join(folder, "INDEX.txt"), `${names.join("\n")}\n`);
console.log(`licences: ${names.length} crates`);
