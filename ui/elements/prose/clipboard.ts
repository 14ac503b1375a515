/** Pasting and dropping: what came from elsewhere becomes what a section can hold, or its plain words. */
import { type Fragment, Slice } from "prosemirror-model";
import { isInTable } from "prosemirror-tables";
import type { EditorView } from "prosemirror-view";
import { fromPlain, type ProseDocument, paragraphsOf, VERSION } from "./document.ts";
import { readMarkup } from "./markup.ts";
import { offerPasted } from "./pasted.ts";
import { fragmentOf, nodes } from "./schema.ts";

/** A piece that joins the paragraph in which it is put down, where it begins or ends with one. */
function sliceOf(content: Fragment): Slice {
  const open = (node: Fragment["firstChild"]) => (node?.type === nodes.paragraph ? 1 : 0);
  return new Slice(content, open(content.firstChild), open(content.lastChild));
}

function inParagraphs(document: ProseDocument): ProseDocument {
  return { version: VERSION, blocks: paragraphsOf(document).map((paragraph) => ({ paragraph })) };
}

function put(view: EditorView, document: ProseDocument): boolean {
  const before = view.state.doc;
  const slice = sliceOf(fragmentOf(document));
  view.dispatch(view.state.tr.replaceSelection(slice).scrollIntoView());
  return view.state.doc !== before;
}

/** Puts down what lies on a clipboard. What does not fit where it is to stand is put there as paragraphs: words are not lost. */
function putDown(view: EditorView, event: ClipboardEvent, data: DataTransfer): void {
  const markup = data.getData("text/html");
  const read = markup === "" ? undefined : readMarkup(markup);
  const document = read && read.blocks.length > 0 ? read : fromPlain(data.getData("text/plain"));
  if (document.blocks.every((block) => "paragraph" in block && block.paragraph.length === 0)) return;
  if (!isInTable(view.state)) {
    if (!put(view, document)) put(view, inParagraphs(document));
    return;
  }
  const [only, ...others] = document.blocks;
  const before = view.state.doc;
  if (only && "table" in only && others.length === 0) {
    const cells = new Slice(fragmentOf(document), 0, 0);
    view.someProp("handlePaste", (handle) => handle(view, event, cells));
  }
  if (view.state.doc === before) put(view, inParagraphs(document));
}

export function onPaste(view: EditorView, event: ClipboardEvent): boolean {
  if (!event.clipboardData) return false;
  event.preventDefault();
  const { from } = view.state.selection;
  putDown(view, event, event.clipboardData);
  offerPasted(view, from);
  return true;
}

export function onDrop(view: EditorView, event: DragEvent): boolean {
  // What is moved within the section is the editor's own business.
  if (view.dragging || !event.dataTransfer) return false;
  event.preventDefault();
  const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
  if (!at) return true;
  const document = fromPlain(event.dataTransfer.getData("text/plain"));
  const slice = sliceOf(fragmentOf(document));
  if (slice.size > 0) view.dispatch(view.state.tr.replaceRange(at.pos, at.pos, slice));
  return true;
}

/** A piece of a section as plain words, for other programs. */
export function plainOf(slice: Slice): string {
  return slice.content.textBetween(0, slice.content.size, "\n\n", (leaf) =>
    leaf.type === nodes.hard_break ? "\n" : "",
  );
}
