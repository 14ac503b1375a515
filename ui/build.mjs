// Builds the browser's assets: one style sheet, a module for every page and one for drafts, the fonts. The same sources give the same bytes, so that
// `scripts/check-fresh` can compare them with what is committed. Usage: node ui/build.mjs [--out FOLDER]
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({ options: { out: { type: "string" } } });
const out = values.out ?? join(root, "crates/web/assets");
const fontPackage = join(root, "node_modules/@fontsource-variable/noto-sans-devanagari");

/** Name in the package → name we serve. */
const fonts = {
  "noto-sans-devanagari-devanagari-wght-normal.woff2": "noto-sans-devanagari.woff2",
  "noto-sans-devanagari-latin-wght-normal.woff2": "noto-sans-latin.woff2",
  "noto-sans-devanagari-latin-ext-wght-normal.woff2": "noto-sans-latin-ext.woff2",
};

for (const name of ["app.css", "app.js", "app.js.sha256", "prose.js", "prose.js.sha256", "icon.svg", "fonts"])
  await rm(join(out, name), { recursive: true, force: true });
await mkdir(join(out, "fonts"), { recursive: true });

await build({
  absWorkingDir: root,
  entryPoints: { app: "ui/elements/app.ts", prose: "ui/elements/prose/main.ts" },
  outdir: out,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
});
await build({
  absWorkingDir: root,
  entryPoints: { app: "ui/styles/app.css" },
  outdir: out,
  bundle: true,
  external: ["./fonts/*"],
  target: ["chrome120", "firefox121", "safari17"],
  minify: true,
  charset: "utf8",
  logLevel: "warning",
});

await copyFile(join(root, "ui/icon.svg"), join(out, "icon.svg"));
for (const [from, to] of Object.entries(fonts)) {
  await copyFile(join(fontPackage, "files", from), join(out, "fonts", to));
}
await writeFile(join(out, "fonts", "LICENSE-OFL-1.1.txt"), await readFile(join(fontPackage, "LICENSE")));

// The content security policy names each script by its hash.
for (const script of ["app.js", "prose.js"]) {
  const hash = createHash("sha256")
    .update(await readFile(join(out, script)))
    .digest("base64");
  await writeFile(join(out, `${script}.sha256`), `sha256-${hash}`);
}
