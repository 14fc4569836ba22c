import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { FILE_STYLE, type Named, type SeriesLook } from './theme.ts';

/** Pixels. */
const WIDTH = 760;
const LEGEND_HEIGHT = 24;
const CHARACTER = 7.5;
const SWATCH = 26;
const GAP = 18;
const FONT_SIZE = 12;
/** Attributes of places and lengths: a tenth of a pixel is exact enough, and half the size. */
const PLACES = / (d|x|y|x1|x2|y1|y2|cx|cy|width|height|transform)="([^"]*)"/g;

/** Labels of a scale of powers: whole numbers of one, two and five, the others have no room. */
export const powersOnly = (value: number): string =>
  ['1', '2', '5'].includes(value.toExponential(0)[0] ?? '') ? String(Number(value.toPrecision(3))) : '';

export interface Drawing {
  title: string;
  summary: string;
  legend: readonly Named[];
  height: number;
  options: Plot.PlotOptions;
}

/** Whatever a name from outside holds: what XML cannot hold is replaced. */
const plain = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '\ufffd');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const rounded = (svg: string): string =>
  svg.replace(PLACES, (_, name: string, value: string) => {
    const short = value.replace(/-?\d+\.\d+/g, (number) => String(Math.round(Number(number) * 10) / 10));
    return ` ${name}="${short}"`;
  });

function swatch({ stroke, strokeDasharray }: SeriesLook, x: number, name: string): string {
  const middle = LEGEND_HEIGHT / 2;
  return `<line x1="${x}" x2="${x + SWATCH - 6}" y1="${middle}" y2="${middle}" stroke="${stroke}" stroke-width="2.5" stroke-dasharray="${strokeDasharray}"></line><text x="${x + SWATCH}" y="${middle + 4}" fill="currentColor">${escaped(name)}</text>`;
}

/** Above the plot; names that have no room in the first line go to further ones. */
function legendOf(names: readonly Named[]): { markup: string; height: number } {
  let [x, row] = [8, 0];
  const parts = names.map(({ name, look }) => {
    const width = SWATCH + [...name].length * CHARACTER + GAP;
    if (x > 8 && x + width > WIDTH) [x, row] = [8, row + 1];
    const part = `<g transform="translate(0,${row * LEGEND_HEIGHT})">${swatch(look, x, name)}</g>`;
    x += width;
    return part;
  });
  return { markup: parts.join(''), height: names.length === 0 ? 0 : (row + 1) * LEGEND_HEIGHT };
}

/** Draws without a browser; answers SVG that takes its colours from where it stands, and says to who cannot see it what it shows. */
export function drawn({ title, summary, legend, height, options }: Drawing): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>');
  const plot = Plot.plot({
    document,
    width: WIDTH,
    height,
    marginLeft: 64,
    marginTop: 28,
    marginRight: 24,
    marginBottom: 40,
    ...options,
    style: { fontSize: `${FONT_SIZE}px`, background: 'none', overflow: 'visible' },
  });
  const inner = String(plot.outerHTML).replace(/^<svg /, '<svg aria-hidden="true" ');
  const { markup, height: above } = legendOf(legend);
  const label = escaped(`${title}. ${summary}`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${label}" width="${WIDTH}" height="${height + above}" viewBox="0 0 ${WIDTH} ${height + above}" font-size="${FONT_SIZE}" font-family="system-ui,sans-serif">${markup}<g transform="translate(0,${above})">${inner}</g></svg>`;
  return rounded(plain(svg));
}

/** The drawing as a file of its own. */
export const asFile = (svg: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${svg.replace(/^<svg [^>]*>/, (start) => `${start}<style>${FILE_STYLE}</style>`)}\n`;
