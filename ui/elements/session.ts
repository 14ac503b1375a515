/**
 * Takes an open page away when its session is over: `template[data-session]` holds what is shown instead. One stream tells
 * it, held by pages that somebody looks at and by no others, for a browser has few connections to one server.
 */

/** Milliseconds after which a page asks again to which no stream was given: soon, for the answer may have ended its session;
 * then later, with something added by chance. */
const SOON_MS = 1_000;
const AGAIN_MS = 15_000;
const SPREAD_MS = 5_000;

/** Whether something was typed or chosen that would be lost with the page. */
function hasWords(page: Document): boolean {
  return [...page.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>("input, textarea")].some(
    (field) => field.type !== "hidden" && (field.value !== field.defaultValue || isTicked(field)),
  );
}

function isTicked(field: HTMLInputElement | HTMLTextAreaElement): boolean {
  return field instanceof HTMLInputElement && field.checked !== field.defaultChecked;
}

export function startSession(page: Document): void {
  const shown = page.querySelector<HTMLTemplateElement>("template[data-session]");
  const session = shown?.dataset.session;
  if (!shown || !session) return;
  const instead = shown.content;
  let stream: EventSource | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  let refused = false;

  const rest = () => {
    clearTimeout(again);
    stream?.close();
    stream = undefined;
  };
  const takeAway = () => {
    over = true;
    rest();
    page.title = shown.dataset.title ?? "";
    page.body.replaceChildren(instead);
    page.body.querySelector("h1")?.focus();
  };
  const watch = () => {
    if (over || stream || page.visibilityState !== "visible") return;
    stream = new EventSource(`/session/stream?session=${encodeURIComponent(session)}`);
    stream.addEventListener("open", () => {
      refused = false;
    });
    stream.addEventListener("ended", takeAway);
    stream.addEventListener("rested", () => {
      // Nobody took the session away. What somebody has written is shown again when it is sent, so it stays here too.
      if (!hasWords(page)) takeAway();
      over = true;
      rest();
    });
    stream.addEventListener("error", () => {
      // A stream that broke off comes back by itself; one that was refused does not.
      if (stream?.readyState !== EventSource.CLOSED) return;
      rest();
      again = setTimeout(watch, refused ? AGAIN_MS + Math.random() * SPREAD_MS : SOON_MS);
      refused = true;
    });
  };

  page.addEventListener("visibilitychange", () => (page.visibilityState === "visible" ? watch() : rest()));
  window.addEventListener("pagehide", rest);
  window.addEventListener("pageshow", watch);
  watch();
}
