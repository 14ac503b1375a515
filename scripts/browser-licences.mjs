// The licences of npm's packages that the browser's scripts hold: node scripts/browser-licences.mjs FOLDER, from the root of
// the repository. Which they are is asked of the bundler, so that none is forgotten.
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("name the folder");
const { metafile } = await build({
  entryPoints: ["ui/elements/app.ts", "ui/elements/prose/main.ts"],
  outdir: "unused",
  bundle: true,
  write: false,
  metafile: true,
  format: "esm",
});
const inputs = Object.keys(metafile.inputs).map((file) => /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1]);
const names = [...new Set(inputs.filter((name) => name !== undefined))].sort();
for (const name of names) {
  const from = join("node_modules", name);
  const { version } = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
  const texts = readdirSync(from).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  if (texts.length === 0) throw new Error(`${name} ${version} carries no text of its licence`);
  const to = join(folder, `npm-${name.replace("/", "-")}-${version}`);
  mkdirSync(to, { recursive: true });
  for (const text of texts) copyFileSync(join(from, text), join(to, text));
}
console.log(`licences: ${names.length} packages of the browser's scripts`);
