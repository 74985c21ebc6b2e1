// Bundles what the pages wear into one folder: node build.mjs NPM_FOLDER DIST_FOLDER
// `manifest.json` maps plain names to hashed ones and carries the hashes report.html's policy needs.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [npm, dist] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const modules = join(npm, "node_modules");
const { build } = createRequire(join(modules, "anchor.js"))("esbuild");

/** Languages that need letters beyond those of fonts-latin.css, where fonts come in one piece. */
const languages = ["lv", "ru", "fa"];

/** Lucide icons the templates name; `Icon` in src/assets.rs asks for them by the same names. */
const icons = [
  "activity", "arrow-left", "arrow-right", "award", "calendar-days", "chart-line", "chart-no-axes-column", "check",
    "circle-alert", "circle-user-round", "coins", "contact", "download", "eraser", "file-up", "gift", "hand-heart", "heart-crack", "heart-handshake", "key-round", "languages", "list-checks", "log-out", "mail", "megaphone", "menu", "merge", "moon", "package", "phone-call", "qr-code", "scale", "scan-line", "scroll-text", "search", "send", "sliders-horizontal", "sprout",
  "store", "sun", "sun-moon", "triangle-alert", "undo-2", "upload", "user-plus", "users", "webhook", "x",
];

/** Icons that point along the lines of text, and so the other way where lines run from the right. */
const turning = ["arrow-left", "arrow-right", "chart-line", "log-out", "scroll-text", "undo-2"];

/**
 * Plot writes a <style> element into each chart, which a policy without 'unsafe-inline' forbids; the
 * same rules stand in styles/chart.css. The element becomes <metadata>, which draws nothing.
 */
const plotWithoutStyle = {
  name: "plot-without-style",
  setup(on) {
    on.onLoad({ filter: /@observablehq[\\/]plot[\\/]src[\\/]plot\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      const contents = source.replace('svg.append("style")', 'svg.append("metadata")');
      if (contents === source) throw new Error("Observable Plot no longer writes its style where build.mjs looks");
      return { contents, loader: "js" };
    });
  },
};

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  target: ["es2022", "chrome123", "firefox120", "safari17.5"],
  nodePaths: [modules],
  plugins: [plotWithoutStyle],
  legalComments: "linked",
  logLevel: "warning",
  metafile: true,
  outdir: dist,
};

await rm(dist, { recursive: true, force: true });
await mkdir(join(dist, "icons"), { recursive: true });

// Pages: hashed files, charts in a chunk of their own, fonts as files.
const pages = await build({
  ...common,
  entryPoints: ["src/app.ts", "src/theme.ts", "styles/app.css"],
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  format: "esm",
  splitting: true,
  loader: { ".woff2": "file" },
});
// What must come in one piece: the document that is mailed about, and the sheet of the sign-in page.
const whole = await build({
  ...common,
  entryPoints: ["src/report.ts", "styles/report.css", "styles/door.css", ...languages.map((tag) => `styles/fonts-${tag}.css`)],
  entryNames: "[name]",
  format: "iife",
  legalComments: "none",
  loader: { ".woff2": "dataurl" },
});

const manifest = { files: {}, hashes: {} };
for (const { outputs } of [pages, whole].map((result) => result.metafile)) {
  for (const [path, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint) manifest.files[basename(entryPoint).replace(/\.ts$/, ".js")] = basename(path);
  }
}
for (const name of ["report.js", "report.css", ...languages.map((tag) => `fonts-${tag}.css`)]) {
  const text = (await readFile(join(dist, name), "utf8")).trim();
  await writeFile(join(dist, name), text);
  manifest.hashes[name] = `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
for (const name of icons) {
  const svg = await readFile(join(modules, "lucide-static", "icons", `${name}.svg`), "utf8");
  const inner = svg.replace(/<!--.*?-->/gs, "").replace(/^\s*<svg[^>]*>/s, "").replace(/<\/svg>\s*$/, "");
  const open = `<svg class="icon${turning.includes(name) ? " icon-turns" : ""}" viewBox="0 0 24 24" aria-hidden="true">`;
  await writeFile(join(dist, "icons", `${name}.svg`), `${open}${inner.replace(/\s+/g, " ").trim()}</svg>`);
}
await writeFile(join(dist, "manifest.json"), JSON.stringify(manifest));
