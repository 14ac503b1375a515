// Planted words: made up, in two scripts, each at one place of the journey; and the search for them in files.
import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, readSync, statSync } from "node:fs";
import { join } from "node:path";

/** With these every planted word begins; no other text on the machine has them. */
const STEMS = { latin: "zqxvuk", devanagari: "झ्ठूक्षौ" };
const LATIN = "bdfghklmnprst";
/** None whose UTF-16 has a byte that a string in a PDF would have to escape. */
const DEVANAGARI = "गदपबमरलवसह";
const ENCODINGS = /** @type {const} */ (["utf8", "utf16le", "utf16be"]);
const CHUNK_BYTES = 1 << 20;
/** Longer than any planted word in any encoding, so that a word across two chunks is found. */
const OVERLAP_BYTES = 256;
/** As much of what was found is told. */
const WORD_BYTES_MAX = 48;

/** Gives out words, each once, and remembers where each was planted. */
export function planter() {
  /** @type {Map<string, string>} */
  const planted = new Map();
  const tail = (/** @type {string} */ letters, /** @type {number} */ number) => {
    const at = (/** @type {number} */ place) => letters[place % letters.length] ?? "";
    return at(number) + at(Math.floor(number / letters.length)) + at(number * 7 + 3);
  };
  return {
    planted,
    /** Two fresh words, one a script. @param {string} place where they will stand */
    words(place) {
      const number = planted.size / 2;
      const latin = STEMS.latin + tail(LATIN, number) + number;
      const devanagari = STEMS.devanagari + tail(DEVANAGARI, number);
      for (const word of [latin, devanagari]) {
        if (planted.has(word)) throw new Error(`planted twice: ${word}`);
        planted.set(word, place);
      }
      return `${latin} ${devanagari}`;
    },
  };
}

/** @param {string} word @param {(typeof ENCODINGS)[number]} encoding */
export function encoded(word, encoding) {
  return encoding === "utf16be" ? Buffer.from(word, "utf16le").swap16() : Buffer.from(word, encoding);
}

const NEEDLES = Object.values(STEMS).flatMap((stem) =>
  ENCODINGS.map((encoding) => ({ encoding, bytes: encoded(stem, encoding) })),
);

/** @param {Buffer} bytes @returns {string[]} what of each planted word is there, with its encoding */
function inBytes(bytes) {
  return NEEDLES.filter((needle) => bytes.includes(needle.bytes)).map(({ encoding, bytes: needle }) => {
    const at = bytes.indexOf(needle);
    const length = Math.min(WORD_BYTES_MAX, bytes.length - at);
    const around = bytes.subarray(at, at + length - (length % 2));
    const text = encoding === "utf16be" ? Buffer.from(around).swap16().toString("utf16le") : around.toString(encoding);
    return `${encoding} «${text.split(/[^\p{L}\p{M}\p{N}]/u)[0]}»`;
  });
}

const GONE = new Set(["ENOENT", "ESRCH", "EACCES", "ENXIO"]);

/** @param {string} path @returns {string[]} */
function inFile(path) {
  /** @type {Set<string>} */
  const found = new Set();
  let handle;
  try {
    if (!statSync(path).isFile()) return [];
    handle = openSync(path, "r");
    const chunk = Buffer.alloc(CHUNK_BYTES + OVERLAP_BYTES);
    let kept = 0;
    for (let position = 0; ; ) {
      const read = readSync(handle, chunk, kept, CHUNK_BYTES, position);
      if (read === 0) break;
      for (const one of inBytes(chunk.subarray(0, kept + read))) found.add(`${path}: ${one}`);
      position += read;
      const rest = Math.min(OVERLAP_BYTES, kept + read);
      chunk.copyWithin(0, kept + read - rest, kept + read);
      kept = rest;
    }
  } catch (error) {
    // Gone between listing and reading; anything else would be a search that found nothing by failing.
    if (!GONE.has(/** @type {NodeJS.ErrnoException} */ (error).code ?? "")) throw error;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
  return [...found];
}

/** Files below a folder that were written since `since`. @param {string} folder @param {number} since ms of the epoch @param {(name: string) => boolean} skip @returns {string[]} */
function filesBelow(folder, since, skip) {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (skip(entry.name)) return [];
      if (entry.isDirectory()) return filesBelow(path, since, skip);
      return entry.isFile() && statSync(path).mtimeMs >= since ? [path] : [];
    });
  } catch {
    return [];
  }
}

/** A process and all that it started. @param {number} pid @returns {number[]} */
function family(pid) {
  const children = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return Number(readFileSync(`/proc/${name}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1]) === pid;
      } catch {
        return false;
      }
    });
  return [pid, ...children.flatMap((child) => family(Number(child)))];
}

/**
 * Files that a process and its children hold open. Pipes and sockets are no files: what is read from them is taken away.
 *
 * @param {number} pid
 * @returns {string[]}
 */
export function openFiles(pid) {
  return family(pid).flatMap((one) => {
    try {
      return readdirSync(`/proc/${one}/fd`).map((name) => `/proc/${one}/fd/${name}`);
    } catch {
      return [];
    }
  });
}

/** What a file descriptor leads to. @param {string} path */
export function leadsTo(path) {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

/**
 * Looks for planted words in files, in UTF-8 and both kinds of UTF-16.
 *
 * @param {object} where
 * @param {string[]} [where.folders] every file below
 * @param {string[]} [where.recent] folders below which only files written since `since` count
 * @param {number} [where.since] ms of the epoch
 * @param {(name: string) => boolean} [where.skip] names in `recent` that are not looked into
 * @param {string[]} [where.files]
 * @param {string} [where.output] what a process wrote
 * @returns {{ found: string[], looked: number }}
 */
export function search({ folders = [], recent = [], since = 0, skip = () => false, files = [], output = "" }) {
  const paths = [
    ...folders.flatMap((folder) => filesBelow(folder, 0, () => false)),
    ...recent.flatMap((folder) => filesBelow(folder, since, skip)),
    ...files,
  ];
  const found = [...paths.flatMap(inFile), ...inBytes(Buffer.from(output)).map((one) => `output: ${one}`)];
  return { found, looked: paths.length };
}

/**
 * A PDF of some pages with these words as plain uncompressed text, so that who reads its bytes reads them.
 *
 * @param {string[]} pages words in Latin letters
 * @param {string} title in UTF-16BE, as PDF has it
 */
export function plainPdf(pages, title) {
  const kids = pages.map((_, index) => `${4 + 2 * index} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ...pages.flatMap((words, index) => {
      const stream = `BT /F1 24 Tf 72 720 Td (${words}) Tj ET`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + 2 * index} 0 R >>`,
        `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
      ];
    }),
  ];
  objects.push(`<< /Title (\xfe\xff${encoded(title, "utf16be").toString("latin1")}) >>`);
  let text = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const start = text.length;
  const rows = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info ${objects.length} 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}
