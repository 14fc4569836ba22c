import { stripVTControlCharacters } from 'node:util';

/** Text that is HTML already. Only `html` and `trusted` make it, so that nothing from outside gets into a page unescaped. */
export interface Markup {
  readonly markup: string;
}

type Part = Markup | string | number | undefined | readonly Part[];

/** HTML knows no NUL and no other control characters but white space, and a file of UTF-8 no lone surrogates. */
const visible = (text: string): string =>
  stripVTControlCharacters(text)
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('\r', '');

/** Text as it may stand in an element, or in a quoted attribute. */
function escaped(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function written(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string') return escaped(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(written).join('');
}

/** HTML in which every value is escaped, but what is HTML already; lists are written one after the other. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: texts.map((text, at) => text + written(parts[at])).join('') };
}

/** For what this project itself has made: the page's own style and script, the drawing of a chart. */
export const trusted = (markup: string): Markup => ({ markup });

/** The address of something on the page, for `href`. */
export const anchor = (id: string): string => `#${encodeURIComponent(id.toWellFormed())}`;
