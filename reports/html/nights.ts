import type { CheckVerdict, Verdict } from '../verdict-schema.ts';
import type { Extras, Night } from './extras.ts';
import { anchor, html, type Markup } from './markup.ts';
import { table } from './table.ts';
import { sign } from './words.ts';

const VERDICTS: readonly CheckVerdict[] = ['pass', 'fail', 'inconclusive', 'not-applicable'];
const NAMES: Readonly<Record<CheckVerdict, string>> = {
  pass: 'passed',
  fail: 'failed',
  inconclusive: 'not tested',
  'not-applicable': 'not applicable',
};

const dayText = ({ at }: Night): string => at.slice(5, 16).replace('T', ' ');

/** `./` first: a path is no address of another kind, whatever it holds. */
const dated = (night: Night): Markup | string =>
  night.file === undefined
    ? dayText(night)
    : html`<a href="./${encodeURI(night.file.toWellFormed())}">${dayText(night)}</a>`;

/** Checks whose verdict is not the same every night, or is not a good one. */
function telling(nights: readonly Night[], states: Readonly<Record<string, string>>): string[] {
  const ids = new Set(nights.flatMap(({ checks }) => Object.keys(checks)));
  return [...ids].filter((id) => {
    const seen = new Set(nights.map(({ checks }) => checks[id]));
    return seen.size > 1 || seen.has('fail') || seen.has('inconclusive') || states[id] !== undefined;
  });
}

/** How often each verdict was given, night by night. */
function totals(nights: readonly Night[]): Markup {
  const rows = nights.map((night) => {
    const given = Object.values(night.checks);
    return {
      cells: [dated(night), ...VERDICTS.map((verdict) => String(given.filter((one) => one === verdict).length))],
    };
  });
  return table('Verdicts of each night', ['Night', ...VERDICTS.map((verdict) => NAMES[verdict])], rows, 'numbers');
}

/** The nights before, check by check: only those that tell something. */
export function nightsSection(verdict: Verdict, { nights = [], states = {} }: Extras): Markup {
  if (nights.length === 0) return html``;
  const here = new Set(verdict.checks.map(({ id }) => id));
  const ids = telling(nights, states);
  const rows = ids.map((id) => ({
    cells: [
      here.has(id) ? html`<a href="${anchor(id)}"><code>${id}</code></a>` : html`<code>${id}</code>`,
      states[id] ?? '',
      ...nights.map(({ checks }) => {
        const given = Object.hasOwn(checks, id) ? checks[id] : undefined;
        return given === undefined ? html`<span class="unseen">was not there</span>` : sign(given);
      }),
    ],
  }));
  const all = new Set(nights.flatMap(({ checks }) => Object.keys(checks))).size;
  return html`<section aria-labelledby="section-nights"><h2 id="section-nights">Nights</h2>
${rows.length === 0 ? nothingTold(all) : table('Checks that changed, failed or could not be tested', ['Check', 'State', ...nights.map(dayText)], rows, 'nights')}
${rows.length > 0 && all > rows.length ? html`<p>${all - rows.length} more checks gave the same good verdict in all ${nights.length} nights.</p>` : ''}
${totals(nights)}</section>
`;
}

const nothingTold = (all: number): Markup => html`<p>All ${all} checks gave the same good verdict every night.</p>`;
