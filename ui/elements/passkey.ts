/**
 * Passkeys: `form[data-passkey]` asks the device before it is sent. With `data-options` a passkey is made; without, one is
 * asked for, over a fresh challenge from the address in `data-passkey`. With `data-approves` that address is told what the
 * form would approve, and the device signs it. The answer goes into the field `answer`.
 */
import { formBody } from "./autosave-answer.ts";

type Asked = { options: PublicKeyCredentialRequestOptionsJSON; ceremony: string };

class Unreachable extends Error {}
class Stale extends Error {}

function field(form: HTMLFormElement, name: string): HTMLInputElement | undefined {
  const found = form.elements.namedItem(name);
  return found instanceof HTMLInputElement ? found : undefined;
}

/** The form without what the device will answer, and where it goes. */
function approved(form: HTMLFormElement): URLSearchParams {
  const body = formBody(new FormData(form));
  for (const answered of ["ceremony", "answer"]) body.delete(answered);
  body.set("address", new URL(form.action).pathname);
  return body;
}

async function challenge(form: HTMLFormElement, url: string): Promise<Asked> {
  const approves = form.dataset.approves !== undefined;
  const body: RequestInit = approves ? { method: "POST", body: approved(form) } : {};
  const headers = { Accept: "application/json" };
  try {
    const response = await fetch(url, { ...body, headers, credentials: "same-origin" });
    // What may not be approved any more is told by the page that answers the form.
    if (approves && response.status >= 400 && response.status < 500) throw new Stale();
    if (!response.ok) throw new Unreachable();
    return (await response.json()) as Asked;
  } catch (error) {
    throw error instanceof Stale ? error : new Unreachable();
  }
}

async function ask(form: HTMLFormElement, url: string): Promise<string> {
  const made = form.dataset.options;
  if (made) {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(made));
    const credential = await navigator.credentials.create({ publicKey });
    return JSON.stringify((credential as PublicKeyCredential).toJSON());
  }
  const asked = await challenge(form, url);
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(asked.options);
  const credential = await navigator.credentials.get({ publicKey });
  const ceremony = field(form, "ceremony");
  if (ceremony) ceremony.value = asked.ceremony;
  return JSON.stringify((credential as PublicKeyCredential).toJSON());
}

function words(form: HTMLFormElement, error: unknown): string {
  if (error instanceof Unreachable) return form.dataset.offline ?? "";
  const known =
    error instanceof DOMException && ["NotAllowedError", "AbortError", "InvalidStateError"].includes(error.name);
  return (known ? form.dataset.refused : form.dataset.unable) ?? "";
}

function bind(form: HTMLFormElement, url: string): void {
  const line = form.querySelector<HTMLElement>("[data-passkey-state]");
  const button = form.querySelector<HTMLButtonElement>("button.primary");
  const say = (text: string, stopped: boolean) => {
    if (!line) return;
    line.textContent = text;
    line.classList.toggle("is-stopped", stopped);
  };
  let asking = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (asking) return;
    if (typeof PublicKeyCredential === "undefined" || !("parseRequestOptionsFromJSON" in PublicKeyCredential)) {
      say(form.dataset.unable ?? "", true);
      return;
    }
    asking = true;
    button?.setAttribute("aria-busy", "true");
    say(form.dataset.asking ?? "", false);
    ask(form, url)
      .then((answer) => {
        const into = field(form, "answer");
        if (into) into.value = answer;
        form.submit();
      })
      .catch((error: unknown) => {
        if (error instanceof Stale) form.submit();
        else say(words(form, error), true);
      })
      .finally(() => {
        asking = false;
        button?.removeAttribute("aria-busy");
      });
  });
}

export function startPasskeys(root: ParentNode): void {
  for (const form of root.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    const url = form.dataset.passkey;
    if (url) bind(form, url);
  }
}
