// The page of the record: intact, with the checkpoints one press behind.
import assert from "node:assert/strict";
import { goTo, offered } from "./council.mjs";
import { speak } from "./screens.mjs";

/** @param {import("./council.mjs").Council} council */
export async function readRecord(council) {
  const page = await council.at("chief_secretary");
  await goTo(page, "/record");
  assert.equal(await page.locator("h1").innerText(), "अभिलेख अखंड है");
  await council.look(page, "record");
  for (const language of /** @type {const} */ (["hi", "en"])) {
    if (language === "en") await speak(page, "en");
    // A change of language folds it again.
    await page.locator("details.disclosure summary").click();
    await council.look(page, "record-checkpoints", { languages: [language] });
  }
  await speak(page, "hi");
  assert.deepEqual(await offered(page), new Set(), "nothing is to be done there");
  const checkpoint = await page.request.get("/record/acts/checkpoint");
  assert.match(await checkpoint.text(), /^ecabinet\/madhya-pradesh\/acts\n\d+\n.{44}\n\n— /);

  // Whom the numbers of the whole record are not for has no link to them.
  const minister = await council.at("health_minister");
  await goTo(minister, "/desk");
  assert.equal(await minister.locator('nav.side a[href="/record"]').count(), 0);
  const auditor = await council.at("auditor");
  await goTo(auditor, "/record");
  await council.look(auditor, "record-of-the-auditor");
}
