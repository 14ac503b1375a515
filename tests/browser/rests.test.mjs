// Nothing readable rests: words planted into everything that is typed or uploaded stand in no file, at no moment.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { assemble, openFromList } from "./journey/council.mjs";
import { cycle } from "./journey/cycle.mjs";
import { launch } from "./lib/browser.mjs";
import { encoded, leadsTo, openFiles, plainPdf, planter, search } from "./lib/planted.mjs";
import { dataFolder, startServer } from "./lib/server.mjs";

const PLANTED_AT_LEAST = 100;
const PDF_PAGES = 12;
/** Pages whose pictures are asked for while somebody searches without a pause. */
const PICTURES = 4;
/** Between two searches while the journey goes on. */
const PAUSE_MS = 200;
/** What the reader's own machine keeps is no part of the office. */
const OF_THE_BROWSER = /^(playwright|\.org\.chromium|org\.chromium|\.com\.google)/;

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
/** @type {Awaited<ReturnType<typeof dataFolder>>} */
let folder;
/** @type {string} */
let temporary;
before(async () => {
  browser = await launch();
  folder = await dataFolder();
  temporary = await mkdtemp(join(tmpdir(), "ecabinet-tmp-"));
});
after(async () => {
  await browser?.close();
  await folder?.remove();
  await rm(temporary, { recursive: true, force: true });
});

/** A note that has planted words wherever words can stand. @param {ReturnType<typeof planter>} plant @param {string} id @returns {import("./journey/sample.mjs").Note} */
function plantedNote(plant, id) {
  const words = (/** @type {string} */ place) => `${place} ${plant.words(`${id}: ${place}`)}`;
  const keys = ["gist", "background", "provisions", "proposal", "justification", "earlier", "reply"];
  const pages = Array.from({ length: PDF_PAGES }, (_, page) => plant.words(`${id}: page ${page + 1}`).split(" "));
  const [latin = [], devanagari = []] = [0, 1].map((script) => pages.map((words) => words[script] ?? ""));
  return {
    id,
    department: "energy",
    minister: "energy_minister",
    number: words("एफ 7-7/2026"),
    subject: words("विषय"),
    subjectEnglish: words("Subject"),
    schedule: "द्वितीय अनुसूची (वित्तीय)",
    classification: "गोपनीय",
    concerns: ["वित्तीय भार", "विधिक प्रश्न"],
    sections: Object.fromEntries(keys.map((key) => [key, words(key)])),
    crore: "10.00",
    varied: words("पूर्व निर्णय"),
    milestones: [[words("कार्य"), "30"]],
    amountKind: "एकमुश्त",
    head: words("शीर्ष"),
    years: [[words("2026-27"), "10.00"]],
    points: [words("पहला बिन्दु"), words("दूसरा बिन्दु"), words("तीसरा बिन्दु")],
    papers: [
      {
        title: words("परिशिष्ट"),
        file: {
          name: `${words("file")}.pdf`,
          mimeType: "application/pdf",
          buffer: plainPdf(latin, devanagari.join(" ")),
        },
      },
    ],
    views: [
      {
        post: "finance_secretary",
        answer: "सशर्त सहमति",
        view: words("वित्त"),
        conditions: [words("एक शर्त"), words("दूसरी शर्त")],
      },
      { post: "law_secretary", answer: "पृच्छा", view: words("पृच्छा"), conditions: [], queryAnswer: "उत्तर" },
      { post: "law_secretary", answer: "असहमति", view: words("विधि"), conditions: [] },
    ],
    replies: [
      { takenIn: true, reason: "एक शर्त सम्मिलित" },
      { takenIn: true, reason: "दूसरी शर्त सम्मिलित" },
      { takenIn: false, reason: "असहमति का कारण" },
    ],
    records: [],
    reminded: "वित्त विभाग",
  };
}

test("planted words stand in no file during the journey nor after it", { timeout: 180_000 }, async () => {
  const plant = planter();
  const since = Date.now() - 1_000;
  const server = await startServer({
    ...folder,
    args: ["demo", "--people-only"],
    env: { TMPDIR: temporary, ECABINET_LOG: "debug" },
  });
  /** @type {Set<string>} */
  const found = new Set();
  let searches = 0;
  let whileWorkshopRan = 0;

  /** The office: its data, what it holds open, its temporary folder, its log. */
  function searchOffice() {
    const files = server.pid === undefined ? [] : openFiles(server.pid);
    // A job of the workshop has its file in memory alone, under a name that only its own process has.
    const own = `/proc/${server.pid}/`;
    const onDisk = files.filter((file) => file.startsWith(own) || !leadsTo(file).startsWith("/memfd:"));
    const result = search({ folders: [folder.data, temporary], files: onDisk, output: server.output() });
    for (const one of result.found) found.add(one);
    searches += 1;
    if (files.some((file) => !file.startsWith(own))) whileWorkshopRan += 1;
    return result.looked;
  }
  const searchMachine = () => {
    const skip = (/** @type {string} */ name) => OF_THE_BROWSER.test(name);
    for (const one of search({ recent: [tmpdir(), "/var/tmp", "/dev/shm"], since, skip }).found) found.add(one);
  };

  let over = false;
  const watching = (async () => {
    while (!over) {
      searchOffice();
      await pause(PAUSE_MS);
    }
  })();
  try {
    const council = assemble(browser, server.url, { say: (words) => `${words} ${plant.words(words)}` });
    const one = plantedNote(plant, "one");
    const decisions = one.points.map((_, point) => ({
      label: "संशोधन सहित अनुमोदित",
      words: `निर्णय ${plant.words(`decision ${point + 1}`)}`,
    }));
    await cycle(council, {
      notes: [one],
      returned: "one",
      withdrawn: "",
      deferred: "",
      reader: "finance_minister",
      decisions: { one: decisions },
      inSitting: async () => searchMachine(),
    });
    searchMachine();
    assert.ok(plant.planted.size >= PLANTED_AT_LEAST, `${plant.planted.size} words`);

    // Pictures drawn one after another while somebody searches all the time.
    const page = await council.at("finance_minister");
    await openFromList(page, one.subject);
    const address = (await page.locator("ul.papers a").first().getAttribute("href")) ?? "";
    whileWorkshopRan = 0;
    for (let number = 1; number <= PICTURES; number += 1) {
      const picture = page.request.get(`${address.replace(/\d+$/, String(number))}/picture`);
      let drawn = false;
      void picture.finally(() => {
        drawn = true;
      });
      while (!drawn) {
        searchOffice();
        await pause(1);
      }
      assert.equal((await picture).status(), 200);
    }
    assert.ok(whileWorkshopRan > 0, "no search fell into the drawing of a picture");
    assert.deepEqual(council.problems, []);

    over = true;
    await watching;

    // Controls: the words went through the office, its open files were looked into, and a search finds what is there.
    assert.ok(openFiles(server.pid ?? 0).some((file) => leadsTo(file).endsWith("/ledger.sqlite")));
    await openFromList(page, one.subject);
    const shown = await page.locator("main").innerText();
    const [, ...subject] = one.subject.split(" ");
    assert.ok(subject.every((word) => shown.includes(word)));
    assert.deepEqual([...found], []);
    for (const encoding of /** @type {const} */ (["utf8", "utf16le", "utf16be"])) {
      for (const word of subject) {
        const file = join(temporary, "control");
        await writeFile(file, Buffer.concat([Buffer.alloc(999_999), encoded(`… ${word} …`, encoding)]));
        const { found: there } = search({ folders: [temporary] });
        assert.ok(there.includes(`${file}: ${encoding} «${word}»`), there.join());
        assert.ok(search({ recent: [tmpdir()], since }).found.some((one) => one.includes(file)));
        await rm(file);
      }
    }
    await council.leave();
    await server.stop();
    assert.ok(searchOffice() > 0, "there are files to look into");
    searchMachine();
    assert.deepEqual([...found], []);
    console.log(`${plant.planted.size} words, ${searches} searches, ${whileWorkshopRan} while a picture was drawn`);
  } finally {
    over = true;
    await server.stop();
  }
});
