/** Wires the light and dark buttons; the choice is kept on this machine. */
export function themeToggle(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-theme-toggle]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const root = document.documentElement;
      const dark = root.dataset.theme
        ? root.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      try {
        localStorage.setItem("theme", root.dataset.theme);
      } catch {
        // A file opened from disk may have no storage; the choice then lasts as long as the page.
      }
    });
  }
}
