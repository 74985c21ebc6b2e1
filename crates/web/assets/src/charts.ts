// Draws every <figure data-chart> from the JSON beside it. The numbers on hover are the cells of the
// table behind the chart, so that formatting and language stay with the templates.
import * as Plot from "@observablehq/plot";

type X = string | number;

interface Axis {
  kind: "band" | "day" | "number";
  /** Options of Intl.NumberFormat, where x is a number. */
  format?: Intl.NumberFormatOptions;
}

interface Series {
  tone: string;
  mark: "bar" | "line" | "area" | "tick";
  values: (number | null)[];
  /** The lower edge of an area, or of a bar standing on another. */
  low?: (number | null)[];
  /** Points not to be read as the others: drawn pale. */
  faint?: boolean[];
  dashed?: boolean;
}

interface Spec {
  x: Axis;
  xs: X[];
  y: { format: Intl.NumberFormatOptions; max?: number };
  series: Series[];
  rules: { x?: X; y?: number; label: string }[];
  /** Height over width, before it is clamped for small and large screens. */
  ratio: number;
}

interface Point {
  x: X | Date;
  y: number;
  low: number;
  faint: boolean;
  row: number;
}

/** Draws the charts under `root`, and again whenever their place changes width. */
export function drawAll(root: ParentNode): void {
  for (const figure of root.querySelectorAll<HTMLElement>("figure[data-chart]")) {
    const stage = figure.querySelector<HTMLElement>(".stage:empty");
    const source = figure.querySelector("script[type='application/json']");
    if (!stage || !source?.textContent) continue;
    const spec = JSON.parse(source.textContent) as Spec;
    const tips = tipsOf(figure);
    let drawn = 0;
    new ResizeObserver(() => {
      const width = Math.floor(stage.clientWidth);
      if (width < 40 || width === drawn) return;
      drawn = width;
      stage.replaceChildren(draw(spec, tips, width, stage.dataset.label ?? ""));
    }).observe(stage);
  }
}

/** A line of text that keeps the page's direction within a picture, which runs from left to right. */
function directed(text: string): string {
  return document.documentElement.dir === "rtl" ? `\u2067${text}\u2069` : text;
}

/** One text a table row: its heading, then a line a column. */
function tipsOf(figure: HTMLElement): string[] {
  const heads = [...figure.querySelectorAll("details thead th")].map((cell) => cell.textContent?.trim() ?? "");
  return [...figure.querySelectorAll<HTMLTableRowElement>("details tbody tr")].map((row) => {
    const cells = [...row.cells].map((cell) => cell.textContent?.trim() ?? "");
    const lines = cells.slice(1).map((cell, index) => (cell ? `${heads[index + 1]}: ${cell}` : ""));
    return [cells[0] ?? "", ...lines.filter(Boolean)].map(directed).join("\n");
  });
}

function draw(spec: Spec, tips: string[], width: number, label: string): Element {
  const place = (x: X) => (spec.x.kind === "day" ? new Date(x) : x);
  const points = (series: Series): Point[] =>
    series.values.flatMap((y, row) =>
      y === null
        ? []
        : [{ x: place(spec.xs[row]!), y, low: series.low?.[row] ?? 0, faint: series.faint?.[row] ?? false, row }],
    );
  const lang = document.documentElement.lang || undefined;
  const rtl = document.documentElement.dir === "rtl";
  const yFormat = new Intl.NumberFormat(lang, spec.y.format);
  const narrow = width < 480;
  const tipped = new Map<number, Point>();
  for (const series of spec.series)
    for (const point of points(series)) {
      const before = tipped.get(point.row);
      if (!before || before.y < point.y) tipped.set(point.row, point);
    }
  const svg = Plot.plot({
    className: "plot",
    width,
    height: Math.round(Math.min(360, Math.max(200, width * spec.ratio))),
    marginLeft: rtl ? 12 : narrow ? 40 : 52,
    marginRight: rtl ? (narrow ? 40 : 52) : 12,
    marginTop: 22,
    marginBottom: 28,
    x: { ...xScale(spec, width, lang), reverse: rtl },
    y: {
      label: null,
      axis: rtl ? "right" : "left",
      tickSize: 0,
      ticks: narrow ? 4 : 5,
      tickFormat: (value: number) => yFormat.format(value),
      zero: true,
      nice: spec.y.max === undefined,
      ...(spec.y.max === undefined ? {} : { domain: [0, spec.y.max] }),
    },
    marks: [
      Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: narrow ? 4 : 5 }),
      ...spec.series.flatMap((series) => marksOf(series, points(series), spec.x.kind)),
      Plot.ruleY([0], { stroke: "var(--ink-soft)" }),
      ...spec.rules.flatMap((rule) => ruleOf(rule, place)),
      Plot.ruleX([...tipped.values()], Plot.pointerX({ x: "x", stroke: "var(--ink-soft)", strokeOpacity: 0.5 })),
      Plot.tip(
        [...tipped.values()],
        Plot.pointerX({ x: "x", y: "y", title: (point: Point) => tips[point.row] ?? "", maxRadius: Infinity, lineHeight: 1.4 }),
      ),
    ],
  }) as Element;
  svg.setAttribute("role", "img");
  // The picture as a whole has a name; its parts may not have one of their own.
  for (const part of svg.querySelectorAll("g[aria-label]")) part.removeAttribute("aria-label");
  svg.setAttribute("aria-label", label);
  return svg;
}

/** Where ticks stand along x; a band scale shows as many names as there is room for. */
function xScale(spec: Spec, width: number, lang: string | undefined): Plot.ScaleOptions {
  if (spec.x.kind === "day") {
    const short = new Intl.DateTimeFormat(lang, { month: "short", year: "2-digit", timeZone: "UTC" });
    const monthOf = monthsIn(lang);
    const days = spec.xs as string[];
    const room = Math.max(2, Math.floor(width / 90));
    return { type: "utc", label: null, ticks: monthTicks(days, room, monthOf), tickFormat: (day: Date) => short.format(day) };
  }
  if (spec.x.kind === "number") {
    const format = new Intl.NumberFormat(lang, spec.x.format);
    return { label: null, ticks: width < 480 ? 5 : 10, tickFormat: (value: number) => format.format(value) };
  }
  const longest = Math.max(...spec.xs.map((x) => String(x).length));
  const step = Math.ceil((spec.xs.length * (longest * 7.2 + 12)) / (width - 60));
  const ticks = spec.xs.filter((_, index) => (spec.xs.length - 1 - index) % step === 0);
  return { type: "band", label: null, domain: spec.xs, ticks, paddingInner: 0.18, paddingOuter: 0.1, tickSize: 0 };
}

/** Numbers the months of a language's calendar, by which a day is the first of its month or not. */
function monthsIn(lang: string | undefined): (day: Date) => number | null {
  const parts = new Intl.DateTimeFormat(`${lang ?? "en"}-u-nu-latn`, {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    timeZone: "UTC",
  });
  return (date) => {
    const of = Object.fromEntries(parts.formatToParts(date).map(({ type, value }) => [type, Number(value)]));
    return of.day === 1 ? (of.year ?? 0) * 12 + (of.month ?? 1) - 1 : null;
  };
}

/** First days of months between the first and last day, at most about `room` of them. */
function monthTicks(days: string[], room: number, monthOf: (day: Date) => number | null): Date[] {
  const last = new Date(days.at(-1)!);
  const months: { day: Date; month: number }[] = [];
  for (let day = new Date(days[0]!); day <= last; day = new Date(day.getTime() + 86_400_000)) {
    const month = monthOf(day);
    if (month !== null) months.push({ day, month });
  }
  const step = [1, 2, 3, 6, 12, 24, 60].find((each) => months.length / each <= room) ?? 120;
  return months.filter(({ month }) => month % step === 0).map(({ day }) => day);
}

function marksOf(series: Series, points: Point[], kind: Axis["kind"]): Plot.Markish[] {
  const color = `var(--chart-${series.tone})`;
  const opacity = (point: Point) => (point.faint ? 0.32 : 1);
  switch (series.mark) {
    case "bar":
      return [Plot.barY(points, { x: "x", y1: "low", y2: "y", fill: color, fillOpacity: opacity, rx: 1.5 })];
    case "area":
      return [Plot.areaY(points, { x: "x", y1: "low", y2: "y", fill: color, fillOpacity: 0.16 })];
    case "line":
      return [
        Plot.lineY(points, {
          x: "x",
          y: "y",
          stroke: color,
          strokeWidth: 2,
          strokeLinejoin: "round",
          ...(series.dashed ? { strokeDasharray: "5 4" } : {}),
        }),
      ];
    case "tick":
      return kind === "band"
        ? [Plot.tickY(points, { x: "x", y: "y", stroke: color, strokeWidth: 3 })]
        : [];
  }
}

function ruleOf(rule: Spec["rules"][number], place: (x: X) => X | Date): Plot.Markish[] {
  const stroke = { stroke: "var(--ink-soft)", strokeDasharray: "2 3" };
  const text = { fill: "var(--ink-soft)", stroke: "var(--surface)", strokeWidth: 4, text: [directed(rule.label)] };
  // What a line across means stands in the legend: on the marks it could not be read.
  if (rule.y !== undefined) return [Plot.ruleY([rule.y], stroke)];
  const x = place(rule.x ?? 0);
  return [
    Plot.ruleX([x], stroke),
    Plot.text([x], { ...text, x: [x], frameAnchor: "top", dy: -14, lineAnchor: "top" }),
  ];
}
