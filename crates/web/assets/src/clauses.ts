/** The conditions of a play: each offers the comparisons and values that go with what was chosen, and choosing in
 * the last makes room for another. Without this the page offers them all, and saving makes the room. */
export function clauses(): void {
  const root = document.querySelector<HTMLElement>("[data-clauses]");
  if (!root) return;
  root.querySelectorAll<HTMLFieldSetElement>("fieldset").forEach(fit);
  root.addEventListener("change", (event) => {
    const clause = (event.target as HTMLElement).closest("fieldset");
    if (!clause) return;
    fit(clause);
    const all = root.querySelectorAll("fieldset");
    if (clause === all[all.length - 1] && clause.querySelector("select")?.value && all.length < Number(root.dataset.clauses))
      clause.after(another(clause, all.length));
  });
}

function fit(clause: HTMLFieldSetElement): void {
  const [word, is] = clause.querySelectorAll("select");
  const value = clause.querySelector("input");
  const chosen = word?.selectedOptions[0];
  if (!is || !value || !chosen) return;
  const { of, values, unit } = chosen.dataset;
  for (const option of is.options) {
    option.hidden = option.disabled = of !== undefined && !option.dataset.compares?.split(" ").includes(of);
  }
  if (is.selectedOptions[0]?.disabled) is.value = [...is.options].find((option) => !option.disabled)?.value ?? "";
  if (values) value.setAttribute("list", `values-${values}`);
  else value.removeAttribute("list");
  value.inputMode = of === "number" ? "decimal" : "text";
  const plain = (value.dataset.placeholder ??= value.placeholder);
  value.placeholder = unit || plain;
}

/** An empty condition after one, counted on from it. */
function another(clause: HTMLFieldSetElement, number: number): HTMLFieldSetElement {
  const copy = clause.cloneNode(true) as HTMLFieldSetElement;
  const digits = new Intl.NumberFormat(document.documentElement.lang, { useGrouping: false });
  for (const label of copy.querySelectorAll("legend, label")) {
    label.textContent = label.textContent?.replace(digits.format(number), digits.format(number + 1)) ?? "";
  }
  for (const part of copy.querySelectorAll("[id], [for]")) {
    for (const name of ["id", "for", "name"]) {
      const said = part.getAttribute(name);
      if (said) part.setAttribute(name, said.replace(/^c\d+_/, `c${number}_`));
    }
  }
  copy.querySelectorAll("select").forEach((select) => (select.selectedIndex = 0));
  copy.querySelectorAll("input").forEach((input) => (input.value = ""));
  fit(copy);
  return copy;
}
