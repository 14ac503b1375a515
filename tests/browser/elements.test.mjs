// The elements in a real browser, under the policy of the real pages: autosave, rows, submit once, the file's name.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, openPage } from "./lib/browser.mjs";
import { startGallery } from "./lib/gallery-server.mjs";

/** @type {Awaited<ReturnType<typeof launch>>} */
let browser;
before(async () => {
  browser = await launch();
});
after(async () => browser?.close());

/**
 * @param {Parameters<typeof startGallery>[0]} answer
 * @param {(page: import("playwright-core").Page, gallery: Awaited<ReturnType<typeof startGallery>>, problems: string[]) => Promise<void>} run
 */
async function onGallery(answer, run) {
  const gallery = await startGallery(answer);
  const { context, page, problems } = await openPage(browser);
  try {
    await page.goto(gallery.url);
    await run(page, gallery, problems);
  } finally {
    await context.close();
    await gallery.stop();
  }
}

const LINE = "form.draft [data-save-state]";

test("a draft is saved, and the next save names the version the server gave", async () => {
  let version = 7;
  await onGallery(
    () => {
      version += 1;
      return { status: 200, json: { version, saved_at: `14:3${version - 8}` } };
    },
    async (page, gallery, problems) => {
      await page.fill("#summary-text", "पहला वाक्य\nदूसरा वाक्य");
      await page.waitForSelector(`${LINE}.is-saved:has-text("14:30 पर सुरक्षित")`);
      await page.fill("#subject", "नया विषय");
      await page.locator("#subject").blur();
      await page.waitForSelector(`${LINE}.is-saved:has-text("14:31 पर सुरक्षित")`);
      const [first, second] = gallery.received;
      assert.equal(first?.path, "/autosave");
      assert.equal(first?.accept, "application/json");
      assert.equal(first?.body.get("version"), "7");
      assert.equal(first?.body.get("summary"), "पहला वाक्य\r\nदूसरा वाक्य");
      assert.ok(!first?.body.has("paper"), "a file is no part of a draft");
      assert.equal(second?.body.get("version"), "8");
      assert.equal(second?.body.get("subject"), "नया विषय");
      assert.deepEqual(problems, []);
    },
  );
});

test("a conflict is told with a link and ends saving", async () => {
  await onGallery(
    () => ({ status: 409, json: { conflict_url: "/p/1/conflict" } }),
    async (page, gallery) => {
      await page.fill("#summary-text", "मेरा पाठ");
      await page.locator("#summary-text").blur();
      const link = page.locator(`${LINE}.is-stopped a`);
      assert.equal(await link.getAttribute("href"), "/p/1/conflict");
      assert.equal(await link.textContent(), "दोनों पाठ देखें");
      await page.fill("#summary-text", "और लिखा");
      await page.locator("#summary-text").blur();
      await page.fill("#subject", "और");
      await page.locator("#subject").blur();
      assert.equal(gallery.received.length, 1);
    },
  );
});

test("a lost network is told, words are kept, and leaving asks first", async () => {
  let reachable = false;
  await onGallery(
    () => (reachable ? { status: 200, json: { version: 8, saved_at: "14:40" } } : { status: 503 }),
    async (page, gallery, problems) => {
      let asked = 0;
      page.on("dialog", (dialog) => {
        asked += 1;
        void dialog.accept();
      });
      await page.fill("#summary-text", "खोने न पाए");
      await page.locator("#summary-text").blur();
      await page.waitForSelector(`${LINE}.is-offline:has-text("सुरक्षित नहीं हुआ: नेटवर्क नहीं है")`);
      await page.reload();
      assert.equal(asked, 1, "leaving with unsaved words asks");
      await page.fill("#summary-text", "खोने न पाए");
      await page.locator("#summary-text").blur();
      await page.waitForSelector(`${LINE}.is-offline`);
      reachable = true;
      await page.waitForSelector(`${LINE}.is-saved`);
      assert.equal(gallery.received.at(-1)?.body.get("summary"), "खोने न पाए");
      await page.reload();
      assert.equal(asked, 1, "leaving when all is saved does not");
      assert.equal(problems.filter((problem) => !problem.startsWith("503")).length, 0);
    },
  );
});

test("saving with the button waits for the autosave under way and carries its version", async () => {
  /** @type {(value: unknown) => void} */
  let release = () => {};
  const held = new Promise((resolve) => {
    release = resolve;
  });
  await onGallery(
    async (post) => {
      if (post.path !== "/autosave") return { status: 204 };
      await held;
      return { status: 200, json: { version: 8, saved_at: "14:50" } };
    },
    async (page, gallery) => {
      await page.fill("#summary-text", "पाठ");
      await page.locator("#summary-text").blur();
      await page.waitForSelector(`${LINE}.is-saving`);
      const posted = page.waitForRequest((request) => request.url().endsWith("/draft"));
      await page.locator("form.draft .button.primary").click({ noWaitAfter: true });
      assert.equal(gallery.received.filter((post) => post.path === "/draft").length, 0);
      release(undefined);
      assert.match((await posted).postData() ?? "", /version=8/);
    },
  );
});

test("rows: spare ones go, added ones are empty and have ids of their own, removed ones are not sent", async () => {
  await onGallery(
    () => ({ status: 200, json: { version: 8, saved_at: "14:32" } }),
    async (page, gallery) => {
      const points = page.locator("#points");
      assert.equal(await points.locator("[data-repeat-row]").count(), 2, "one filled, one spare of three");
      await points.locator("textarea").nth(1).fill("दूसरा");
      await points.getByRole("button", { name: "बिन्दु जोड़ें" }).click();
      const fresh = page.getByLabel("बिन्दु 3", { exact: true });
      assert.equal(await fresh.inputValue(), "");
      await fresh.fill("तीसरा");
      await points.getByRole("button", { name: "बिन्दु जोड़ें" }).click();
      assert.ok(await points.getByRole("button", { name: "बिन्दु जोड़ें" }).isHidden(), "four is the most");
      await points.getByRole("button", { name: "बिन्दु 1 हटाएँ" }).click();
      assert.equal(await page.getByLabel("बिन्दु 2", { exact: true }).inputValue(), "तीसरा");
      const ids = await points.locator("[id]").evaluateAll((elements) => elements.map((element) => element.id));
      assert.equal(new Set(ids).size, ids.length, ids.join(" "));
      await page.waitForSelector(`${LINE}.is-saved:has-text("14:32")`);
      await page.locator("#subject").focus();
      await page.waitForFunction(() =>
        document.querySelector("form.draft [data-save-state]")?.classList.contains("is-saved"),
      );
      assert.deepEqual(gallery.received.at(-1)?.body.getAll("point"), ["दूसरा", "तीसरा", ""]);
    },
  );
});

test("a second submit of a form is dropped, its button's value is not", async () => {
  await onGallery(
    () => ({ status: 204 }),
    async (page, gallery) => {
      const up = page.getByRole("button", { name: "विषय 2 ऊपर करें" });
      const first = page.waitForResponse((response) => response.request().method() === "POST");
      await up.dblclick({ noWaitAfter: true });
      await first;
      await up.click({ noWaitAfter: true });
      // Another form is not held back by the first: its answer shows that the dropped ones would have come by now.
      const second = page.waitForResponse((response) => response.request().postData()?.includes("down") ?? false);
      await page.getByRole("button", { name: "विषय 2 नीचे करें" }).click({ noWaitAfter: true });
      await second;
      assert.deepEqual(
        gallery.received.map((post) => post.body.get("direction")),
        ["up", "down"],
      );
    },
  );
});

test("the chosen file is named; without scripts the box still says that one is chosen", async () => {
  const gallery = await startGallery();
  for (const scripts of [true, false]) {
    const { context, page } = await openPage(browser, { scripts });
    await page.goto(gallery.url);
    assert.ok(await page.locator(".file-none").isVisible());
    await page.setInputFiles("#paper", {
      name: "परिशिष्ट एक.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-"),
    });
    assert.ok(await page.locator(".file-none").isHidden());
    assert.equal(await page.locator(".file-chosen").textContent(), scripts ? "परिशिष्ट एक.pdf" : "दस्तावेज चुना गया");
    assert.ok(await page.locator(".file-chosen").isVisible());
    await context.close();
  }
  await gallery.stop();
});
