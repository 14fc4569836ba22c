import { gateCountsText, gateWhere } from '../load-gates.ts';
import type { LoadResult } from '../load-result.ts';
import type { Chart, LoadExtras } from './extras.ts';
import { html, type Markup, trusted } from './markup.ts';
import { table } from './table.ts';
import { badge } from './words.ts';

/** A text that is longer is folded: a table has to be seen as a whole. */
const MOST_CHARACTERS = 240;

const folded = (text: string): Markup | string =>
  text.length <= MOST_CHARACTERS
    ? text
    : html`<details><summary>${text.slice(0, MOST_CHARACTERS)} …</summary>${text}</details>`;

const chart = ({ name, title, summary, svg }: Chart): Markup =>
  html`<figure id="chart-${name}"><figcaption><strong>${title}</strong> ${summary}</figcaption><div class="drawing scroll" tabindex="0" role="region" aria-label="Chart: ${title}">${trusted(svg)}</div></figure>
`;

function gates(result: LoadResult): Markup {
  const { profile, plan, client } = result;
  const rows = result.gates.map((gate) => ({
    cells: [
      gate.gate,
      html`<span data-gate-verdict="${gate.verdict}">${badge(gate.verdict, gate.verdict === 'inconclusive' ? 'inconclusive' : undefined)}</span>`,
      gateWhere(gate),
      folded(gate.text),
    ],
  }));
  const kept =
    client.verdict === 'fit'
      ? 'kept up with its schedule'
      : client.verdict === 'bottleneck'
        ? 'was the bottleneck'
        : 'could not be watched';
  return html`<article class="load" data-profile="${profile}" data-verdict="${result.verdict}"><h3>${gateCountsText(result)}</h3>
<p>Plan <code>${plan.slice(0, 12)}</code>; the client ${kept}${client.reasons.length > 0 ? `: ${client.reasons.join('; ')}` : ''}.</p>
${rows.length === 0 ? html`<p>The profile has no gate that could judge anything.</p>` : table(`Gates of ${profile}`, ['Gate', 'Verdict', 'Where', 'Seen'], rows, 'texts')}</article>
`;
}

/** Gates, then numbers, then charts. */
export function loadSection(results: readonly LoadResult[], extras: LoadExtras | undefined): Markup {
  if (results.length === 0 && extras === undefined) return html``;
  const tables = (extras?.tables ?? []).map(({ caption, columns, rows }) =>
    table(
      caption,
      columns,
      rows.map((cells) => ({ cells })),
    ),
  );
  return html`<section aria-labelledby="section-load"><h2 id="section-load">Load</h2>
${results.map(gates)}
${tables}
<div class="charts">${(extras?.charts ?? []).map(chart)}</div></section>
`;
}
