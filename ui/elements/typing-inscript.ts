/** InScript: one key, one sign, in the order in which they are spoken. */
import { INSCRIPT } from "../typing/inscript.ts";
import { type Edit, replaceEnd } from "./typing-edit.ts";

/** What a key does in InScript. */
export function inscriptKey(_before: string, key: string): Edit | undefined {
  const sign = INSCRIPT[key];
  return sign === undefined ? undefined : replaceEnd("", sign);
}
