/** Reads the server's answer to a save. Nothing but the agreed shapes counts as saved. */
import type { SaveAnswer } from "./autosave-loop.ts";

/** A path on this server; anything else could lead an officer away from it. */
export function isOwnPath(url: unknown): url is string {
  return typeof url === "string" && /^\/(?![/\\])/.test(url);
}

function isSentences(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

/**
 * @param status the HTTP status; 0 when the answer was a redirection (the session is over)
 * @param body the parsed JSON, `undefined` when there was none
 */
export function readAnswer(status: number, body: unknown): SaveAnswer {
  const fields = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  if (status === 200) {
    const { version, saved_at: savedAt, amount, defects, cautions } = fields;
    if (typeof version === "number" && Number.isSafeInteger(version) && typeof savedAt === "string") {
      const checks = isSentences(defects) && isSentences(cautions) ? { checks: { defects, cautions } } : {};
      return { kind: "saved", version, savedAt, ...(typeof amount === "string" ? { amount } : {}), ...checks };
    }
    // Something between us and the server answered in its place.
    return { kind: "unreachable" };
  }
  if (status === 409 && isOwnPath(fields.conflict_url)) {
    return { kind: "conflict", conflictUrl: fields.conflict_url };
  }
  return status >= 500 || status === 429 ? { kind: "unreachable" } : { kind: "refused" };
}

/**
 * The form as a browser would send it: text fields only, line ends as CRLF, so that a draft saved here and one saved by
 * the button are the same bytes.
 */
export function formBody(entries: Iterable<[string, FormDataEntryValue]>): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, value] of entries) {
    if (typeof value === "string") body.append(name, value.replace(/\r\n|\r|\n/g, "\r\n"));
  }
  return body;
}
