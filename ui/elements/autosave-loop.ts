/**
 * When a draft is saved, tried again, or left alone. Pure: clock, network and page come in, so that a test can hold them.
 */

/** What keeps a draft from being put up, and what should be looked at before: sentences. */
export type Checks = { defects: string[]; cautions: string[] };

/** It is saved; the amount as it will be printed, and what stands beside the draft now. */
export type Saved = { kind: "saved"; version: number; savedAt: string; amount?: string; checks?: Checks };

/** What the server said to one save. */
export type SaveAnswer =
  | Saved
  | { kind: "conflict"; conflictUrl: string }
  | { kind: "refused" }
  | { kind: "unreachable" };

/** What the officer is told. */
export type SaveState =
  | { kind: "unsaved" }
  | { kind: "saving" }
  | Saved
  | { kind: "offline" }
  | { kind: "refused" }
  | { kind: "conflict"; conflictUrl: string };

export type Surroundings = {
  send: () => Promise<SaveAnswer>;
  show: (state: SaveState) => void;
  /** Calls back after so many milliseconds; the answer cancels it. */
  after: (milliseconds: number, call: () => void) => () => void;
};

export const QUIET_MILLISECONDS = 1_500;
const RETRY_MILLISECONDS_FIRST = 2_000;
const RETRY_MILLISECONDS_MAX = 60_000;

/** The pause after so many failures in a row: 2, 4, 8 … 60 s. */
export function retryMilliseconds(failures: number): number {
  return Math.min(RETRY_MILLISECONDS_MAX, RETRY_MILLISECONDS_FIRST * 2 ** Math.max(0, failures - 1));
}

export class AutosaveLoop {
  #around: Surroundings;
  /** Counts the changes; `#settled` is the last one the server has. */
  #changes = 0;
  #settled = 0;
  #failures = 0;
  #stopped = false;
  #cancelTimer: (() => void) | undefined;
  #flight: Promise<void> | undefined;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  get hasUnsaved(): boolean {
    return this.#changes !== this.#settled;
  }

  get inFlight(): boolean {
    return this.#flight !== undefined;
  }

  changed(): void {
    this.#changes += 1;
    if (this.#stopped) return;
    // While the network is away its own rhythm holds: keystrokes neither hurry it nor hide that nothing is saved.
    if (this.#failures > 0) return;
    if (!this.inFlight) this.#around.show({ kind: "unsaved" });
    this.#schedule(QUIET_MILLISECONDS);
  }

  /** Saves now what is not yet saved: the field or the tab is being left, or the network is back. */
  flush(): void {
    if (this.#stopped || this.inFlight || !this.hasUnsaved) return;
    this.#unschedule();
    this.#flight = this.#run().finally(() => {
      this.#flight = undefined;
    });
  }

  /** No further save; resolves when the one under way has been answered. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#unschedule();
    await this.#flight;
  }

  async #run(): Promise<void> {
    const change = this.#changes;
    // A failed draft stays marked as failed until a save has succeeded.
    if (this.#failures === 0) this.#around.show({ kind: "saving" });
    const answer = await this.#around.send();
    switch (answer.kind) {
      case "saved":
        this.#failures = 0;
        this.#settled = change;
        this.#around.show(answer);
        if (!this.#stopped && this.hasUnsaved) {
          this.#around.show({ kind: "unsaved" });
          this.#schedule(QUIET_MILLISECONDS);
        }
        return;
      case "conflict":
        this.#stopped = true;
        this.#unschedule();
        this.#around.show(answer);
        return;
      case "refused":
        this.#failures = 0;
        this.#around.show(answer);
        // The same text would be refused again; only a change made meanwhile is worth another try.
        if (!this.#stopped && this.#changes !== change) this.#schedule(QUIET_MILLISECONDS);
        return;
      case "unreachable":
        this.#failures += 1;
        this.#around.show({ kind: "offline" });
        if (!this.#stopped) this.#schedule(retryMilliseconds(this.#failures));
        return;
    }
  }

  #schedule(milliseconds: number): void {
    this.#unschedule();
    this.#cancelTimer = this.#around.after(milliseconds, () => {
      this.#cancelTimer = undefined;
      if (this.inFlight) this.#schedule(QUIET_MILLISECONDS);
      else this.flush();
    });
  }

  #unschedule(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }
}
