/** Autosave of a draft: binds `form[data-autosave]` to the loop that decides when to save. */
import { formBody, readAnswer } from "./autosave-answer.ts";
import { AutosaveLoop, type Checks, type SaveAnswer, type SaveState } from "./autosave-loop.ts";

/** Browsers refuse larger bodies on requests that may outlive the page. */
const KEEPALIVE_BYTES_MAX = 60_000;

const CLASS_OF: Record<SaveState["kind"], string> = {
  unsaved: "is-unsaved",
  saving: "is-saving",
  saved: "is-saved",
  offline: "is-offline",
  refused: "is-stopped",
  conflict: "is-stopped",
};

async function send(form: HTMLFormElement, url: string): Promise<SaveAnswer> {
  const body = formBody(new FormData(form));
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { Accept: "application/json" },
      body,
      credentials: "same-origin",
      redirect: "manual",
      keepalive: body.toString().length < KEEPALIVE_BYTES_MAX,
    });
    const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
    return readAnswer(response.status, isJson ? await response.json() : undefined);
  } catch {
    return { kind: "unreachable" };
  }
}

/** Draws what stands beside the draft anew: the page may be many saves old. */
function showChecks(form: HTMLFormElement, checks: Checks): void {
  const place = document.querySelector(`[data-checks-of="${form.id}"]`);
  const complete = place?.querySelector<HTMLElement>("[data-complete]");
  if (complete) complete.hidden = checks.defects.length > 0;
  for (const name of ["defects", "cautions"] as const) {
    const part = place?.querySelector<HTMLElement>(`[data-${name}]`);
    if (!part) continue;
    part.hidden = checks[name].length === 0;
    const lines = checks[name].map((sentence) => {
      const line = document.createElement("li");
      line.textContent = sentence;
      return line;
    });
    part.querySelector("ul")?.replaceChildren(...lines);
  }
}

function show(form: HTMLFormElement, line: HTMLElement, state: SaveState): void {
  const words = form.dataset[state.kind] ?? "";
  line.classList.remove(...Object.values(CLASS_OF));
  line.classList.add(CLASS_OF[state.kind]);
  if (state.kind === "saved") {
    line.textContent = words.replace("{time}", state.savedAt);
    const version = form.elements.namedItem("version");
    if (version instanceof HTMLInputElement) version.value = String(state.version);
    const amount = form.querySelector("[data-amount]");
    if (amount && state.amount !== undefined) amount.textContent = state.amount;
    if (state.checks) showChecks(form, state.checks);
    return;
  }
  line.textContent = words;
  if (state.kind === "conflict") {
    const link = document.createElement("a");
    link.href = state.conflictUrl;
    link.textContent = form.dataset.conflictLink ?? state.conflictUrl;
    line.append(" ", link);
  }
}

function bind(form: HTMLFormElement, url: string, line: HTMLElement): void {
  const loop = new AutosaveLoop({
    send: () => send(form, url),
    show: (state) => show(form, line, state),
    after: (milliseconds, call) => {
      const timer = setTimeout(call, milliseconds);
      return () => clearTimeout(timer);
    },
  });
  let leaving = false;

  // Some of its fields stand outside it, where they are saved with it.
  const places = [form, ...document.querySelectorAll(`[data-saved-with="${form.id}"]`)];
  for (const place of places) {
    place.addEventListener("input", () => loop.changed());
    place.addEventListener("focusout", () => loop.flush());
  }
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") loop.flush();
  });
  window.addEventListener("online", () => loop.flush());
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && loop.hasUnsaved) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    leaving = true;
    const waiting = loop.inFlight;
    const stopped = loop.stop();
    if (!waiting) return;
    // The save under way raises the version; sent beside it, this form would collide with its own author.
    event.preventDefault();
    const { submitter } = event;
    void stopped.then(() => form.requestSubmit(submitter));
  });
}

export function startAutosave(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-autosave]")) {
    const line = form.querySelector<HTMLElement>("[data-save-state]");
    const url = form.dataset.autosave;
    if (line && url) bind(form, url, line);
  }
}
