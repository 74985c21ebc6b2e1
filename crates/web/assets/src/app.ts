// The script of the pages. Charts come in a chunk of their own, for pages that have one.
import "htmx.org";
import { clauses } from "./clauses";
import { find } from "./find";
import { rememberSelection } from "./remember";
import { printing } from "./print";
import { rows } from "./rows";
import { themeToggle } from "./toggle";

themeToggle();
find();
rememberSelection();
rows();
clauses();
printing();

async function charts(root: ParentNode): Promise<void> {
  if (root.querySelector("figure[data-chart]")) (await import("./charts")).drawAll(root);
}

void charts(document);
// A page that looked again by itself may come back with charts.
document.addEventListener("htmx:after:swap", () => void charts(document));
