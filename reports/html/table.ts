import { html, type Markup } from './markup.ts';

export interface Row {
  /** The first one names the row. */
  cells: readonly (Markup | string)[];
  id?: string;
}

/** A table in a frame of its own that scrolls, by keyboard too, where the window is narrower. */
export function table(caption: string, columns: readonly string[], rows: readonly Row[], kind = ''): Markup {
  const head = columns.map((column) => html`<th scope="col">${column}</th>`);
  const body = rows.map(
    ({ cells: [first = '', ...rest] }) =>
      html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>\n`,
  );
  return html`<div class="scroll ${kind}" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption><thead><tr>${head}</tr></thead>
<tbody>${body}</tbody></table></div>
`;
}
