import { stripVTControlCharacters } from 'node:util';

/** What belongs to the line above starts so far in. */
export const DETAIL_INDENT = '    ';
const LINE = 100;

/** What a server says is not allowed to steer the terminal. */
const clean = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  stripVTControlCharacters(text).replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, ' ');

/** The text as one line. */
export const oneLine = (text: string): string => clean(text).replace(/\s+/g, ' ').trim();

/** The text, its further lines below the first. */
export const indented = (text: string): string => clean(text).trim().replaceAll('\n', `\n${DETAIL_INDENT}  `);

/** `1 check`, `3 checks`. */
export const countedChecks = (count: number): string => `${count} ${count === 1 ? 'check' : 'checks'}`;

/** Ids by phase, several a line, within a terminal's 100 columns: `prereq: api-reachable, cluster-admin`. */
export function columns(ids: readonly string[]): string[] {
  const prefixes = [...new Set(ids.map((id) => id.split('.')[0] ?? id))];
  return prefixes.flatMap((prefix) => {
    const own = ids.filter((id) => id.startsWith(`${prefix}.`)).map((id) => id.slice(prefix.length + 1));
    const lines: string[] = [];
    for (const slug of own) {
      const last = lines.at(-1);
      if (last === undefined) lines.push(`${DETAIL_INDENT}${prefix}: ${slug}`);
      else if (last.length + slug.length < LINE - 2) lines[lines.length - 1] = `${last}, ${slug}`;
      else lines.push(`${DETAIL_INDENT}  ${slug}`);
    }
    return lines;
  });
}
