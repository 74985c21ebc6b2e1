/** Lists gone through by keyboard: `j` and `k` move from row to row, `o` or Enter opens what a row folds, and
 * a letter presses what a row names by it in `data-key`. */
export function rows(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target as HTMLElement;
    if (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName)) return;
    const all = [...document.querySelectorAll<HTMLElement>("[data-rows] > [data-row]")];
    const row = target.closest<HTMLElement>("[data-row]");
    const at = row ? all.indexOf(row) : -1;
    if (event.key === "j" || event.key === "k") {
      const next = all[at < 0 ? 0 : at + (event.key === "j" ? 1 : -1)];
      if (!next) return;
      next.focus();
      next.scrollIntoView({ block: "nearest" });
    } else if (row && (event.key === "o" || (event.key === "Enter" && target === row))) {
      const folded = row.querySelector("details");
      if (folded) folded.open = !folded.open;
      else row.querySelector<HTMLAnchorElement>("a[href]")?.click();
    } else {
      const pressed = row?.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key)}"]`);
      if (!pressed) return;
      pressed.click();
    }
    event.preventDefault();
  });
}
