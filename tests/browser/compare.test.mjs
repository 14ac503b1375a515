// A note comes back, is changed and goes up again: what changed is told by word, and beside each view on which version it was given.
import assert from "node:assert/strict";
import { test } from "node:test";
import { act, assemble, openFromList, send } from "./journey/council.mjs";
import { writeSection } from "./journey/proposal.mjs";
import { screens } from "./journey/screens.mjs";
import { stage } from "./lib/stage.mjs";

const staged = stage();
const SUBJECT = "सतपुड़ा";

test("what changed between two versions is read in one text and side by side", async () => {
  const { look, found } = screens();
  const { browser, url } = staged();
  const council = assemble(browser, url, { look });
  const office = await council.at("cabinet_section");
  await openFromList(office, SUBJECT);
  const proposal = new URL(office.url()).pathname;
  await act(office, "return_proposal", { reason: "राशि और समय-सीमा स्पष्ट करें।" });
  await rewrite(council, await council.at("energy_section"), proposal);

  const secretary = await council.at("energy_secretary");
  await secretary.goto(proposal);
  await look(secretary, "view-on-another-version");
  const sentence = secretary.locator(".note .notice:not(#varied)").first();
  assert.match(await sentence.innerText(), /ने संस्करण 1 देखा; आप संस्करण 2 पढ़ रहे हैं।/);
  assert.ok((await secretary.locator(".opinion .tag.order").count()) > 0, "the text changed after the view");
  await send(secretary, sentence.locator("a"));
  await look(secretary, "compare-merged");
  assert.ok((await secretary.locator("ins").count()) > 2 && (await secretary.locator("del").count()) > 1);
  const struck = await secretary
    .locator("del")
    .first()
    .evaluate((one) => getComputedStyle(one).textDecorationLine);
  assert.equal(struck, "line-through");
  const folded = secretary.locator("details.disclosure:not([open])", { hasText: "मूल पाठ यथावत्" });
  assert.ok((await folded.count()) > 3, "what did not change is folded");
  await folded.first().locator("summary").first().click();
  await send(secretary, secretary.locator("nav.tabs a").last());
  await look(secretary, "compare-side");
  await beside(secretary);

  await act(await opened(council, proposal), "return_proposal", { reason: "पुनः देखें।" });
  const section = await council.at("energy_section");
  await section.goto(`${proposal}/draft`);
  await send(section, section.locator('button[data-action="put_up"]'));
  await section.goto(`${proposal}/compare`);
  await look(section, "compare-same");
  assert.equal(await section.locator("ins, del").count(), 0);
  await section.selectOption("#from", "2");
  await section.selectOption("#to", "2");
  const [answer] = await Promise.all([section.waitForNavigation(), section.locator("form[method=get] button").click()]);
  assert.equal(answer?.status(), 422);
  await look(section, "compare-choose-two");
  await section.selectOption("#from", "1");
  await send(section, section.locator("form[method=get] button"));
  assert.match(section.url(), /from=1&to=3$/);
  assert.ok((await section.locator("ins").count()) > 2, "control: chosen by the form, they differ");
  assert.deepEqual(found, []);
  // The browser itself tells of the page that is answered with 422.
  assert.deepEqual(
    council.problems.filter((problem) => !problem.includes("422")),
    [],
  );
});

/** @param {import("./journey/council.mjs").Council} council @param {string} proposal */
async function opened(council, proposal) {
  const secretary = await council.at("energy_secretary");
  await secretary.goto(proposal);
  return secretary;
}

/** Changes words in the middle, a number and a point, and puts a point before all others. @param {import("./journey/council.mjs").Council} council @param {import("playwright-core").Page} page @param {string} proposal */
async function rewrite(council, page, proposal) {
  await page.goto(`${proposal}/draft`);
  const words = (await page.inputValue("#section-gist")).split(" ");
  words.splice(3, 2, "नवीन", "प्रस्तावित");
  await writeSection(council, page, "gist", `${words.join(" ")}\nकार्य 31 मार्च 2028 तक पूर्ण किया जाएगा।`);
  const background = await page.inputValue("#section-background");
  await writeSection(council, page, "background", `${background}\nयह अनुच्छेद कमी पूर्ति में जोड़ा गया।`);
  const points = page.locator("[name=point]");
  const all = [];
  for (const point of await points.all()) all.push(await point.inputValue());
  const kept = all.filter((point) => point !== "");
  const changed = kept.map((point, place) => (place === 0 ? point.replace(/[0-9][0-9,.]*/, "9,999.50") : point));
  const wanted = ["राज्य स्तरीय निगरानी समिति के गठन का अनुमोदन", ...changed];
  for (const [place, point] of wanted.entries()) await points.nth(place).fill(point);
  await page.fill("#remark", "संशोधित संक्षेपिका प्रस्तुत है।");
  await send(page, page.locator('button[data-action="put_up"]'));
}

/** The two versions stand beside each other where there is room, and beneath each other on a tablet held upright. @param {import("playwright-core").Page} page */
async function beside(page) {
  const places = async () => {
    const [first, second] = await Promise.all(
      [0, 1].map((side) => page.locator(".compare").first().locator(".compare-side").nth(side).boundingBox()),
    );
    assert.ok(first && second);
    return second.y - first.y;
  };
  assert.equal(await places(), 0, "beside each other");
  await page.setViewportSize({ width: 800, height: 1280 });
  assert.ok((await places()) > 20, "beneath each other");
  await page.setViewportSize({ width: 1280, height: 800 });
}
