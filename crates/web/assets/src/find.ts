/** The box that finds anyone: `/` leads to it, arrows move through what was found, Enter opens. */
export function find(): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const target = event.target as HTMLElement;
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !isField(target)) {
      const box = document.querySelector<HTMLInputElement>("main [data-find] input[type=search]")
        ?? document.querySelector<HTMLInputElement>("[data-find] input[type=search]");
      if (!box) return;
      event.preventDefault();
      box.focus();
      box.select();
      return;
    }
    const form = target.closest<HTMLElement>("[data-find]") ?? formOf(target.closest("[data-hit]"));
    const box = form?.querySelector<HTMLInputElement>("input[type=search]");
    const found = form?.dataset.find ? document.querySelector<HTMLElement>(form.dataset.find) : null;
    if (!box || !found) return;
    const hits = [...found.querySelectorAll<HTMLAnchorElement>("[data-hit]")];
    const at = hits.indexOf(target as HTMLAnchorElement);
    if (target !== box && at < 0) return;
    if (event.key === "ArrowDown" && hits[at + 1]) hits[at + 1]!.focus();
    else if (event.key === "ArrowUp" && at >= 0) (hits[at - 1] ?? box).focus();
    else if (event.key === "Escape" && at >= 0) box.focus();
    else if (event.key === "Enter" && target === box && hits[0] && isAnswer(found, box)) hits[0].click();
    else return;
    event.preventDefault();
  });
}

function isField(target: HTMLElement): boolean {
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

/** The form whose findings hold this hit. */
function formOf(hit: Element | null): HTMLElement | null {
  if (!hit) return null;
  const forms = [...document.querySelectorAll<HTMLElement>("[data-find]")];
  return forms.find((form) => document.querySelector(form.dataset.find!)?.contains(hit)) ?? null;
}

/** Whether what is shown answers what is typed, and not what was typed a moment ago. */
function isAnswer(found: HTMLElement, box: HTMLInputElement): boolean {
  const answer = found.matches("[data-q]") ? found : found.querySelector<HTMLElement>("[data-q]");
  return box.value.trim() !== "" && answer?.dataset.q === box.value.trim();
}
