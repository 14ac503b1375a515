// The licences of every crate that is delivered: node scripts/licences.mjs FOLDER, from the root of the repository.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

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
foreign.sort((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));
const called = (one) => `${one.name}-${one.version}`;
const OWN = /^(licen[cs]e|copying|notice|unlicense|authors)/i;
const ownTexts = (one) => {
  const from = dirname(one.manifest_path);
  const files = readdirSync(from, { withFileTypes: true }).filter((entry) => entry.isFile() && OWN.test(entry.name));
  // A link that a registry could not keep is a line with a path.
  return files.map(({ name }) => join(from, name)).filter((file) => statSync(file).size > 200);
};

// What tells the text of a licence, for crates that name one and carry none: it is taken from a crate that carries it.
const MARKS = { "Apache-2.0": "TERMS AND CONDITIONS FOR USE", "MPL-2.0": "Mozilla Public License", MIT: "Permission is hereby granted" };
const textOf = (licence) =>
  foreign.flatMap(ownTexts).find((file) => readFileSync(file, "utf8").includes(MARKS[licence] ?? "\0"));
const lend = (one, to) => {
  const licence = Object.keys(MARKS).find((name) => (one.license ?? "").includes(name));
  const text = licence === undefined ? undefined : textOf(licence);
  if (text === undefined) throw new Error(`${called(one)}: no text for ${one.license}`);
  const about = [
    `${one.name} ${one.version}`,
    `Licence, as its Cargo.toml names it: ${one.license}`,
    `Authors: ${one.authors.join(", ") || "as its repository names them"}`,
    `Source: ${one.repository ?? "the registry of crates"}`,
    `The crate carries no text of it. That of ${licence} lies beside, as ${called(byText(text))} carries it; a name in it is of that crate.`,
  ];
  writeFileSync(join(to, "ABOUT.txt"), `${about.join("\n")}\n`);
  copyFileSync(text, join(to, `${licence}.txt`));
};
const byText = (text) => foreign.find((one) => ownTexts(one).includes(text));

for (const one of foreign) {
  const to = join(folder, called(one));
  mkdirSync(to, { recursive: true });
  const own = ownTexts(one);
  for (const file of own) copyFileSync(file, join(to, basename(file)));
  if (own.length === 0) lend(one, to);
}
const lines = foreign.map((one) => `${one.name} ${one.version}: ${one.license ?? "see its file"}`);
writeFileSync(join(folder, "INDEX.txt"), `${lines.join("\n")}\n`);
console.log(`licences: ${lines.length} crates`);
