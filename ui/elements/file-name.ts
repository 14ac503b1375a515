/** Shows the name of the chosen file in its `.file-box`. */
export function startFileNames(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLElement>(".file-box")) {
    const input = box.querySelector<HTMLInputElement>("input[type=file]");
    const line = box.querySelector<HTMLElement>("[data-file-name]");
    if (!input || !line) continue;
    const words = line.textContent;
    const show = () => {
      const names = [...(input.files ?? [])].map((file) => file.name);
      line.textContent = names.length > 0 ? names.join(", ") : words;
    };
    input.addEventListener("change", show);
    show();
  }
}
