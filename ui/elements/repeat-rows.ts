/** Lists in a form (points, years): adds and removes rows. Without it the server's spare empty rows serve. */

/** Puts the row's number into a text: «बिन्दु {n}» → «बिन्दु 3». */
export function numbered(text: string, number: number): string {
  return text.replaceAll("{n}", String(number));
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function controls(row: Element): Control[] {
  return [...row.querySelectorAll<Control>("input, textarea, select")];
}

function isEmpty(row: Element): boolean {
  return controls(row).every((control) => control.value === "" || control.type === "hidden");
}

function emptied(row: Element): HTMLElement {
  const copy = row.cloneNode(true) as HTMLElement;
  for (const control of controls(copy)) {
    if (control.type !== "hidden") control.value = "";
    if (control instanceof HTMLTextAreaElement) control.textContent = "";
    if (control instanceof HTMLInputElement) control.removeAttribute("value");
    control.removeAttribute("aria-invalid");
  }
  for (const error of copy.querySelectorAll(".error, .typing-preview")) error.remove();
  for (const wrong of copy.querySelectorAll(".wrong")) wrong.classList.remove("wrong");
  return copy;
}

/** Gives a copied row ids of its own, and its labels and hints the same. */
function renameIds(row: Element, suffix: number): void {
  const renamed = new Map<string, string>();
  for (const element of row.querySelectorAll("[id]")) {
    const fresh = `${element.id.replace(/--\d+$/, "")}--${suffix}`;
    renamed.set(element.id, fresh);
    element.id = fresh;
  }
  for (const attribute of ["for", "aria-describedby", "aria-labelledby"]) {
    for (const element of row.querySelectorAll(`[${attribute}]`)) {
      const ids = (element.getAttribute(attribute) ?? "").split(/\s+/);
      const kept = ids.map((id) => renamed.get(id) ?? id).filter((id) => !id.endsWith("-error"));
      element.setAttribute(attribute, kept.join(" "));
    }
  }
}

function button(words: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button quiet";
  made.textContent = words;
  return made;
}

function bind(list: HTMLElement): void {
  const rowsMax = Number(list.dataset.repeatMax ?? "50");
  const add = button(list.dataset.repeatAdd ?? "+");
  let copies = 0;
  const rows = () => [...list.querySelectorAll<HTMLElement>(":scope > [data-repeat-row]")];

  function number(): void {
    const all = rows();
    all.forEach((row, index) => {
      for (const element of row.querySelectorAll<HTMLElement>("[data-repeat-text]")) {
        element.textContent = numbered(element.dataset.repeatText ?? "", index + 1);
      }
      for (const element of row.querySelectorAll<HTMLElement>("[data-repeat-aria]")) {
        element.setAttribute("aria-label", numbered(element.dataset.repeatAria ?? "", index + 1));
      }
      const remove = row.querySelector<HTMLButtonElement>("[data-repeat-removes]");
      if (remove) {
        remove.textContent = numbered(list.dataset.repeatRemove ?? "−", index + 1);
        remove.hidden = all.length === 1;
      }
    });
    add.hidden = all.length >= rowsMax;
  }

  /** Tells the form (and its autosave) that its content is another now. */
  function changed(): void {
    number();
    list.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function equip(row: HTMLElement): void {
    const remove = button("");
    remove.dataset.repeatRemoves = "";
    remove.addEventListener("click", () => {
      const neighbour = (row.nextElementSibling ?? row.previousElementSibling) as HTMLElement | null;
      row.remove();
      changed();
      const field = neighbour?.matches("[data-repeat-row]") ? controls(neighbour)[0] : undefined;
      (field ?? add).focus();
    });
    row.append(remove);
  }

  const spare = rows().filter(isEmpty).slice(1);
  for (const row of spare) row.remove();
  for (const row of rows()) equip(row);
  add.className = "button repeat-add";
  add.addEventListener("click", () => {
    const last = rows().at(-1);
    if (!last) return;
    const fresh = emptied(last);
    copies += 1;
    renameIds(fresh, copies);
    fresh.querySelector("[data-repeat-removes]")?.remove();
    equip(fresh);
    last.after(fresh);
    changed();
    controls(fresh)[0]?.focus();
  });
  list.append(add);
  number();
}

export function startRepeatRows(root: ParentNode): void {
  for (const list of root.querySelectorAll<HTMLElement>("[data-repeat]")) {
    // A row to copy is needed: an empty list stays as the server printed it.
    if (list.querySelector(":scope > [data-repeat-row]")) bind(list);
  }
}
