/** What a key does to a text: so many characters before the caret go, and these come. */
export type Edit = { removeCharacters: number; insert: string };

/** What a layout makes of a key; nothing where the key is left to the browser. `before` is the text before the caret. */
export type Layout = (before: string, key: string) => Edit | undefined;

/** Puts a text in place of the end of what stands before the caret. */
export function replaceEnd(end: string, insert: string): Edit {
  return { removeCharacters: end.length, insert };
}
