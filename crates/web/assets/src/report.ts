// The script of report.html, where everything comes in one file.
import { drawAll } from "./charts";
import { themeToggle } from "./toggle";

themeToggle();
drawAll(document);
