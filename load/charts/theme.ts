/** Colours that a page or a file gives by these variables, for light and dark; `chart-style.ts` has them for files. */
const COLOURS = [1, 2, 3, 4, 5, 6].map((number) => `var(--chart-${number})`);
/** A reader who cannot tell colours apart tells dashes apart. */
const DASHES = ['none', '6 3', '2 3', '9 3 2 3', '12 4', '4 2 1 2'];

export interface SeriesLook {
  stroke: string;
  strokeDasharray: string;
}

/** How the series of this place look, in every chart alike; `dash` is the place of its dashes where that is another one. */
export const lookOf = (at: number, dash = at): SeriesLook => ({
  stroke: COLOURS[at % COLOURS.length] ?? 'currentColor',
  strokeDasharray: DASHES[dash % DASHES.length] ?? 'none',
});

/** A series as the legend names it. */
export interface Named {
  name: string;
  look: SeriesLook;
}

/** Series that differ by their place alone. */
export const named = (names: readonly string[]): Named[] => names.map((name, at) => ({ name, look: lookOf(at) }));

/** Of lines that are no data: limits, objectives, phases. */
export const GUIDE_COLOUR = 'var(--chart-line)';

const LIGHT = `color:#1b1f24;--ground:#fff;--chart-1:#0b62c4;--chart-2:#b45309;--chart-3:#0f7b4b;--chart-4:#7c3aed;--chart-5:#be185d;--chart-6:#0e7490;--chart-line:#8b95a1`;
const DARK = `color:#e8eaed;--ground:#14171b;--chart-1:#6cb0ff;--chart-2:#f5a44a;--chart-3:#4fce8e;--chart-4:#b794ff;--chart-5:#ff85b8;--chart-6:#4cc9dd;--chart-line:#76808c`;

/** The style of a chart that stands alone: it has a ground of its own, since nobody knows what is behind it. */
export const FILE_STYLE = `svg{${LIGHT};background:var(--ground);font-family:system-ui,sans-serif}@media (prefers-color-scheme:dark){svg{${DARK}}}`;
