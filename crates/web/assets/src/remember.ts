/** Longest phrase the form takes, in characters. */
const LONGEST = 500;

/** Offers a button by a phrase selected in an entry; it opens the form with the phrase filled in. */
export function rememberSelection(): void {
  const root = document.querySelector<HTMLElement>("[data-remember]");
  const button = root?.querySelector<HTMLAnchorElement>("[data-remember-button]");
  if (!root || !button) return;
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const phrase = selection?.toString().trim() ?? "";
    const entry = elementOf(selection?.anchorNode)?.closest<HTMLElement>("[data-entry]");
    if (!selection || !entry || phrase === "" || entry !== elementOf(selection.focusNode)?.closest("[data-entry]")) {
      // The selection is gone when the button itself is pressed; it stays until that is done.
      if (document.activeElement !== button) button.hidden = true;
      return;
    }
    const query = new URLSearchParams({ entry: entry.dataset.entry ?? "", phrase: [...phrase].slice(0, LONGEST).join("") });
    button.href = `${root.dataset.remember}?${query}`;
    button.hidden = false;
    const around = root.getBoundingClientRect();
    const place = selection.getRangeAt(0).getBoundingClientRect();
    const left = Math.min(place.left - around.left, around.width - button.offsetWidth);
    button.style.insetBlockStart = `${place.bottom - around.top + 6}px`;
    button.style.left = `${Math.max(0, left)}px`;
  });
}

function elementOf(node: Node | null | undefined): Element | null | undefined {
  return node instanceof Element ? node : node?.parentElement;
}
