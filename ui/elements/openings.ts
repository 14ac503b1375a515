/** Reports that a page has shown a frozen text or paper: `form[data-opening]` names what it shows. */
import { formBody } from "./autosave-answer.ts";

async function report(form: HTMLFormElement): Promise<void> {
  try {
    await fetch(form.action, {
      method: "POST",
      body: formBody(new FormData(form)),
      credentials: "same-origin",
      redirect: "manual",
      keepalive: true,
    });
  } catch {
    // Without a network the page was shown all the same; it reports again when it is looked at again.
  }
}

/**
 * Once everything on the page has come and it is visible, and again whenever it is looked at anew: the server records an
 * opening at most every half hour.
 */
export function startOpenings(page: Document): void {
  const form = page.querySelector<HTMLFormElement>("form[data-opening]");
  if (!form) return;
  const tell = () => {
    if (page.readyState === "complete" && page.visibilityState === "visible") void report(form);
  };
  window.addEventListener("load", tell);
  page.addEventListener("visibilitychange", tell);
  tell();
}
