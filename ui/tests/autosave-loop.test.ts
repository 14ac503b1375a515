import assert from "node:assert/strict";
import { test } from "node:test";
import { AutosaveLoop, QUIET_MILLISECONDS, retryMilliseconds, type SaveAnswer } from "../elements/autosave-loop.ts";

/** A page whose clock and network the test moves by hand. */
function page() {
  let now = 0;
  let timers: { at: number; call: () => void }[] = [];
  const shown: string[] = [];
  const answers: ((answer: SaveAnswer) => void)[] = [];
  const loop = new AutosaveLoop({
    send: () => new Promise((resolve) => answers.push(resolve)),
    show: (state) => shown.push(state.kind),
    after: (milliseconds, call) => {
      const timer = { at: now + milliseconds, call };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
  });
  return {
    loop,
    shown,
    sends: () => answers.length,
    pass(milliseconds: number) {
      now += milliseconds;
      const due = timers.filter((timer) => timer.at <= now);
      timers = timers.filter((timer) => timer.at > now);
      for (const timer of due) timer.call();
    },
    async answer(answer: SaveAnswer) {
      answers.at(-1)?.(answer);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const saved: SaveAnswer = { kind: "saved", version: 8, savedAt: "14:32" };

test("one save after the last keystroke", async () => {
  const { loop, shown, sends, pass, answer } = page();
  loop.changed();
  pass(QUIET_MILLISECONDS - 1);
  loop.changed();
  pass(QUIET_MILLISECONDS - 1);
  assert.equal(sends(), 0);
  pass(1);
  assert.equal(sends(), 1);
  assert.ok(loop.hasUnsaved);
  await answer(saved);
  assert.ok(!loop.hasUnsaved);
  assert.deepEqual(shown, ["unsaved", "unsaved", "saving", "saved"]);
});

test("what is typed while a save is under way is saved after it, never beside it", async () => {
  const { loop, shown, sends, pass, answer } = page();
  loop.changed();
  loop.flush();
  loop.changed();
  pass(QUIET_MILLISECONDS);
  loop.flush();
  assert.equal(sends(), 1);
  await answer(saved);
  assert.ok(loop.hasUnsaved);
  assert.equal(shown.at(-1), "unsaved");
  pass(QUIET_MILLISECONDS);
  assert.equal(sends(), 2);
  await answer({ ...saved, version: 9 });
  assert.ok(!loop.hasUnsaved);
});

test("without network it says so, keeps its rhythm, and saves in the end", async () => {
  const { loop, shown, sends, pass, answer } = page();
  loop.changed();
  loop.flush();
  await answer({ kind: "unreachable" });
  assert.equal(shown.at(-1), "offline");
  loop.changed();
  assert.equal(shown.at(-1), "offline", "a keystroke does not hide that nothing is saved");
  pass(retryMilliseconds(1) - 1);
  assert.equal(sends(), 1);
  pass(1);
  assert.equal(sends(), 2);
  await answer({ kind: "unreachable" });
  assert.ok(loop.hasUnsaved);
  loop.flush();
  assert.equal(sends(), 3, "the network came back: at once");
  await answer(saved);
  assert.equal(shown.at(-1), "saved");
  assert.ok(!loop.hasUnsaved);
});

test("pauses grow to a minute", () => {
  assert.deepEqual([1, 2, 3, 5, 6, 40].map(retryMilliseconds), [2_000, 4_000, 8_000, 32_000, 60_000, 60_000]);
});

test("a conflict ends saving and leaves the words unsaved", async () => {
  const { loop, shown, sends, pass, answer } = page();
  loop.changed();
  loop.flush();
  await answer({ kind: "conflict", conflictUrl: "/p/1/conflict" });
  loop.changed();
  pass(1_000_000);
  loop.flush();
  assert.equal(sends(), 1);
  assert.equal(shown.at(-1), "conflict");
  assert.ok(loop.hasUnsaved);
});

test("a refused text is tried again only when it has changed", async () => {
  const { loop, shown, sends, pass, answer } = page();
  loop.changed();
  loop.flush();
  await answer({ kind: "refused" });
  pass(1_000_000);
  assert.equal(sends(), 1);
  assert.equal(shown.at(-1), "refused");
  loop.changed();
  pass(QUIET_MILLISECONDS);
  assert.equal(sends(), 2);
});

test("stop waits for the save under way and allows no other", async () => {
  const { loop, sends, pass, answer } = page();
  loop.changed();
  loop.flush();
  loop.changed();
  const stopped = loop.stop();
  assert.ok(loop.inFlight);
  await answer(saved);
  await stopped;
  assert.ok(!loop.inFlight);
  pass(1_000_000);
  assert.equal(sends(), 1);
});
