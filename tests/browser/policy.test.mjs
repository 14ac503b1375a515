// The content security policy of every page that opens without a number in its address, judged by Google's evaluator.
import assert from "node:assert/strict";
import { test } from "node:test";
import { CspEvaluator } from "csp_evaluator/dist/evaluator.js";
import { Severity } from "csp_evaluator/dist/finding.js";
import { CspParser } from "csp_evaluator/dist/parser.js";
import { stage } from "./lib/stage.mjs";

const staged = stage();

/** What is wrong with a policy, without what only may be better. @param {string} policy */
function faults(policy) {
  const found = new CspEvaluator(new CspParser(policy).csp).evaluate();
  const grave = [Severity.HIGH, Severity.SYNTAX, Severity.MEDIUM, Severity.HIGH_MAYBE, Severity.STRICT_CSP];
  return found.filter((one) => grave.includes(one.severity)).map((one) => `${one.directive}: ${one.description}`);
}

test("the policy of every answer is sound", async () => {
  const { url } = staged();
  const policies = new Set();
  for (const path of ["/", "/sign-in", "/desk", "/nowhere", "/assets/app.css", "/challenge", "/enrol", "/people"]) {
    const answer = await fetch(`${url}${path}`, { redirect: "manual" });
    policies.add(answer.headers.get("content-security-policy") ?? "");
  }
  assert.equal(policies.size, 1, "one policy for all");
  for (const policy of policies) {
    assert.deepEqual(faults(policy), []);
    assert.notDeepEqual(faults(policy.replace("default-src 'none'", "default-src *")), [], "control: a wide policy");
    assert.notDeepEqual(faults(policy.replace(/script-src [^;]*/, "script-src 'unsafe-inline'")), [], "control");
  }
});
