import assert from "node:assert/strict";
import { test } from "node:test";
import { formBody, isOwnPath, readAnswer } from "../elements/autosave-answer.ts";
import { numbered } from "../elements/repeat-rows.ts";

test("only the agreed shape counts as saved", () => {
  assert.deepEqual(readAnswer(200, { version: 8, saved_at: "14:32" }), { kind: "saved", version: 8, savedAt: "14:32" });
  for (const body of [
    undefined,
    null,
    "ठीक",
    {},
    { version: "8", saved_at: "14:32" },
    { version: 1.5, saved_at: "" },
  ]) {
    assert.equal(readAnswer(200, body).kind, "unreachable");
  }
});

test("what stands beside the draft comes with the answer, or is left as it is", () => {
  const answer = { version: 8, saved_at: "14:32", amount: "1" };
  const checks = { defects: ["विषय लिखें।"], cautions: [] };
  assert.deepEqual(readAnswer(200, { ...answer, ...checks }), {
    kind: "saved",
    version: 8,
    savedAt: "14:32",
    amount: "1",
    checks,
  });
  for (const odd of [{ defects: ["विषय लिखें।"] }, { defects: "विषय", cautions: [] }, { defects: [1], cautions: [] }]) {
    assert.deepEqual(readAnswer(200, { ...answer, ...odd }), {
      kind: "saved",
      version: 8,
      savedAt: "14:32",
      amount: "1",
    });
  }
});

test("statuses", () => {
  assert.equal(readAnswer(409, { conflict_url: "/p/1/conflict" }).kind, "conflict");
  assert.equal(readAnswer(409, {}).kind, "refused");
  assert.equal(readAnswer(0, undefined).kind, "refused", "a redirection: the session is over");
  assert.deepEqual(
    [400, 403, 404, 413, 422].map((status) => readAnswer(status, undefined).kind),
    ["refused", "refused", "refused", "refused", "refused"],
  );
  assert.deepEqual(
    [429, 500, 503].map((status) => readAnswer(status, undefined).kind),
    ["unreachable", "unreachable", "unreachable"],
  );
});

test("a conflict leads nowhere but to this server", () => {
  assert.ok(isOwnPath("/p/1/conflict?version=7"));
  for (const url of [
    "//elsewhere.example/p",
    "/\\elsewhere.example",
    "https://elsewhere.example",
    "javascript:1",
    "",
    7,
  ]) {
    assert.ok(!isOwnPath(url), String(url));
  }
});

test("the body is what the button would send", () => {
  const body = formBody([
    ["version", "7"],
    ["point", "एक\nदो"],
    ["point", "तीन\r\nचार"],
    ["paper", new File(["x"], "x.pdf")],
  ]);
  assert.deepEqual(body.getAll("point"), ["एक\r\nदो", "तीन\r\nचार"]);
  assert.ok(!body.has("paper"));
});

test("rows are numbered", () => {
  assert.equal(numbered("बिन्दु {n}", 3), "बिन्दु 3");
});
