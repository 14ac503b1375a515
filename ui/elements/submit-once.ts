/**
 * Drops a second submit of the same form. The server answers a repeated act with its first answer in any case; this spares
 * the officer the doubt. The button is not disabled: a disabled one would leave its own name and value out of the form.
 */
export function startSubmitOnce(root: Document): void {
  const sent = new Set<HTMLFormElement>();

  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
    if (form.method !== "post" || form.dataset.submitMany !== undefined) return;
    if (sent.has(form)) {
      event.preventDefault();
      return;
    }
    sent.add(form);
    form.setAttribute("aria-busy", "true");
  });

  window.addEventListener("pageshow", () => {
    for (const form of sent) form.removeAttribute("aria-busy");
    sent.clear();
  });
}
