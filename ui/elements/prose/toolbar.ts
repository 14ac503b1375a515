/** The tools above a section: one stop for the Tab key, the arrows lead from one to the next. */
import type { EditorState } from "prosemirror-state";
import { isInTable } from "prosemirror-tables";
import type { EditorView } from "prosemirror-view";
import { commands, isInList, isListed, isMarked, type ToolName } from "./commands.ts";

const SIGNS = "http://www.w3.org/2000/svg";
const DISC = "a1.4 1.4 0 1 0 0 .01";

/** Signs on a field of 24 by 24, drawn as lines. Where there is none the tool's own words stand. */
const DRAWN: Partial<Record<ToolName, string>> = {
  bullets: `M9 6h11M9 12h11M9 18h11M5.5 6${DISC}M5.5 12${DISC}M5.5 18${DISC}`,
  numbers: "M10 6h10M10 12h10M10 18h10M3.5 4.5 5 4v5M3.5 14.5c.6-1.2 3-1 2.6.4-.2.8-1.6 1.6-2.6 3.1h3",
  deeper: "M4 5h16M11 10h9M11 14h9M4 19h16M4 9.5 7.5 12 4 14.5",
  shallower: "M4 5h16M11 10h9M11 14h9M4 19h16M7.5 9.5 4 12l3.5 2.5",
  table: "M4 5h16v14H4zM4 10h16M9.5 5v14M14.8 5v14",
  undo: "M8 5 4 9l4 4M4 9h10a5 5 0 0 1 0 10H9",
  redo: "M16 5l4 4-4 4M20 9H10a5 5 0 0 0 0 10h5",
};
const GROUPS: { tools: ToolName[]; isShown?: (state: EditorState) => boolean }[] = [
  { tools: ["strong", "underline"] },
  { tools: ["bullets", "numbers"] },
  { tools: ["deeper", "shallower"], isShown: isInList },
  { tools: ["table"], isShown: (state) => !isInTable(state) },
  { tools: ["undo", "redo"] },
  { tools: ["rowAdd", "rowRemove", "columnAdd", "columnRemove", "tableRemove"], isShown: isInTable },
];
const KEYS: Partial<Record<ToolName, string>> = {
  strong: "Control+B",
  underline: "Control+U",
  deeper: "Control+]",
  shallower: "Control+[",
  undo: "Control+Z",
  redo: "Control+Y",
};

export type Toolbar = { element: HTMLElement; update: (view: EditorView) => void; focus: () => void };

function sign(drawn: string): SVGElement {
  const picture = document.createElementNS(SIGNS, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SIGNS, "path");
  path.setAttribute("d", drawn);
  picture.append(path);
  return picture;
}

function makeTool(name: ToolName, words: DOMStringMap): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "tool";
  made.dataset.tool = name;
  made.tabIndex = -1;
  const label = words[name] ?? name;
  const drawn = DRAWN[name];
  if (drawn !== undefined || name === "strong" || name === "underline") {
    made.setAttribute("aria-label", label);
    made.title = label;
  }
  if (drawn !== undefined) made.append(sign(drawn));
  else if (name === "strong" || name === "underline") {
    const letter = document.createElement(name === "strong" ? "strong" : "u");
    letter.lang = "hi";
    letter.textContent = "अ";
    made.append(letter);
  } else made.textContent = label;
  const keys = KEYS[name];
  if (keys !== undefined) made.setAttribute("aria-keyshortcuts", keys);
  return made;
}

function isPressed(state: EditorState, name: ToolName): boolean | undefined {
  if (name === "strong" || name === "underline") return isMarked(state, name);
  if (name === "bullets" || name === "numbers") return isListed(state, name === "numbers");
  return undefined;
}

/** @param view whose section it is, when a tool is used @param of what its label is added to: the section's own label */
export function makeToolbar(words: DOMStringMap, of: string, view: () => EditorView): Toolbar {
  const element = document.createElement("div");
  element.className = "tools";
  element.setAttribute("role", "toolbar");
  element.setAttribute("aria-label", `${words.tools ?? ""}: ${of}`);
  const groups = GROUPS.map(({ tools, isShown }) => {
    const box = document.createElement("div");
    box.className = "tool-group";
    box.append(...tools.map((name) => makeTool(name, words)));
    element.append(box);
    return { box, isShown };
  });
  const all = [...element.querySelectorAll<HTMLButtonElement>("[data-tool]")];
  const shown = () => all.filter((tool) => !tool.parentElement?.hidden);
  const stop = (at: HTMLButtonElement | undefined) => {
    for (const tool of all) tool.tabIndex = tool === at ? 0 : -1;
  };
  const go = (at: HTMLButtonElement | undefined) => {
    stop(at);
    at?.focus();
  };

  const use = (tool: HTMLButtonElement) => {
    const editor = view();
    const command = commands[tool.dataset.tool as ToolName];
    command(editor.state, editor.dispatch, editor);
    editor.focus();
  };
  // The place in the text is kept while a tool is pointed at.
  element.addEventListener("mousedown", (event) => event.preventDefault());
  element.addEventListener("click", (event) => {
    const tool = event.target instanceof Element ? event.target.closest<HTMLButtonElement>("[data-tool]") : null;
    if (tool && tool.getAttribute("aria-disabled") !== "true") use(tool);
  });
  element.addEventListener("keydown", (event) => {
    const tools = shown();
    const here = tools.indexOf(document.activeElement as HTMLButtonElement);
    const to: Record<string, number> = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: tools.length - 1 };
    const wanted = to[event.key];
    if (event.key === "Escape") view().focus();
    else if (wanted === undefined) return;
    else go(tools.at(wanted % tools.length));
    event.preventDefault();
  });

  return {
    element,
    update: ({ state }) => {
      for (const { box, isShown } of groups) box.hidden = isShown !== undefined && !isShown(state);
      for (const tool of all) {
        const name = tool.dataset.tool as ToolName;
        const pressed = isPressed(state, name);
        if (pressed !== undefined) tool.setAttribute("aria-pressed", String(pressed));
        tool.setAttribute("aria-disabled", String(!commands[name](state)));
      }
      const tools = shown();
      if (!tools.some((tool) => tool.tabIndex === 0)) stop(tools[0]);
    },
    focus: () => go(shown().find((tool) => tool.tabIndex === 0) ?? shown()[0]),
  };
}
