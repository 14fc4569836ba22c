import { PHASES } from '../../layouts/phases.ts';
import { causeText, markOf, said } from '../symbols.ts';
import type { CheckResult, Verdict } from '../verdict-schema.ts';
import type { Extras } from './extras.ts';
import { anchor, html, type Markup } from './markup.ts';
import { badge, badgeOf, MARKS, tookText, WORDS } from './words.ts';

const TITLES: ReadonlyMap<string, string> = new Map(PHASES.map(({ name, title }) => [name, title]));

const titleOf = (phase: string): string => TITLES.get(phase) ?? phase;

/** Phases as they ran. */
const phasesOf = (checks: readonly CheckResult[]): string[] => [...new Set(checks.map(({ phase }) => phase))];

/** All checks by phase, below what filters them. */
export function checksSection(verdict: Verdict, states: Extras['states'] = {}): Markup {
  const { checks } = verdict;
  if (checks.length === 0) return html``;
  const phases = phasesOf(checks);
  return html`<section aria-labelledby="section-checks"><h2 id="section-checks">All checks</h2>
${filter(checks, phases)}
${phases.map((phase, at) => phaseSection(phase, at, checks, states))}
</section>
`;
}

/** Hidden until the script shows it: without a script it could do nothing. */
function filter(checks: readonly CheckResult[], phases: readonly string[]): Markup {
  const found = MARKS.filter((mark) => checks.some((check) => markOf(check) === mark));
  return html`<form id="filter" class="filter" role="search" aria-label="Filter checks" hidden>
<fieldset><legend>Verdict</legend>${found.map(
    (mark) => html`<label><input type="checkbox" name="mark" value="${mark}" checked> ${WORDS[mark]}</label>`,
  )}</fieldset>
<label>Phase <select name="phase"><option value="">all</option>${phases.map(
    (phase) => html`<option value="${phase}">${titleOf(phase)}</option>`,
  )}</select></label>
<label>Level <select name="level"><option value="">all</option><option value="must">MUST</option><option value="should">SHOULD</option></select></label>
<label>Search <input type="search" name="words" autocomplete="off" placeholder="id, requirement, observation"></label>
<span class="buttons"><button type="button" id="open-all">Open all</button> <button type="button" id="close-all">Close all</button> <button type="reset">Reset</button></span>
<output id="shown" aria-live="polite"></output>
</form>`;
}

function phaseSection(
  phase: string,
  at: number,
  all: readonly CheckResult[],
  states: NonNullable<Extras['states']>,
): Markup {
  const checks = all.filter((check) => check.phase === phase);
  const counts = MARKS.flatMap((mark) => {
    const count = checks.filter((check) => markOf(check) === mark).length;
    return count === 0 ? [] : [html`<span class="count">${count} ${badge(mark)}</span> `];
  });
  const id = `section-phase-${at + 1}`;
  return html`<section class="phase" aria-labelledby="${id}"><h3 id="${id}">${titleOf(phase)}</h3>
<p class="counts">${counts}</p>
${checks.map((check) => checkDetails(check, states[check.id]))}
</section>
`;
}

const pair = (name: string, value: Markup | string | undefined): Markup =>
  value === undefined || value === '' ? html`` : html`<dt>${name}</dt><dd>${value}</dd>`;

const linked = (text: string): Markup | string =>
  /^https?:\/\/\S+$/.test(text) ? html`<a href="${text}" rel="noreferrer">${text}</a>` : text;

/**
 * One check. Its address is inside of what is folded: a browser unfolds what leads to an address by itself. What a view
 * says of a check stands in its attributes too, in the verdict's words.
 */
function checkDetails(check: CheckResult, state: string | undefined): Markup {
  const { id, phase, level, verdict, requirement, observed, reason, remedy, guide, causedBy, expected } = check;
  const mark = markOf(check);
  const isOpen = mark === 'fail' || mark === 'warning';
  const evidence = check.evidence.map(
    ({ name, text }) =>
      html`<details class="evidence"><summary>Evidence: ${name}</summary><pre tabindex="0">${text}</pre></details>`,
  );
  return html`<details class="check ${mark}" data-id="${id}" data-phase="${phase}" data-level="${level}" data-verdict="${verdict}" data-mark="${mark}"${isOpen ? html` open` : ''}>
<summary>${badgeOf(check)} <span class="title">${check.title}</span> <code class="id">${id}</code>${
    state === undefined ? '' : html` <span class="state">${state}</span>`
  }</summary>
<div class="body" id="${id}"><dl>${pair('Required', html`${requirement} <span class="level">${level.toUpperCase()}</span>`)}${pair(
    'Observed',
    observed,
  )}${pair('Why', reason)}${pair('Explained by', causedBy && html`<a href="${anchor(causedBy)}">${causedBy}</a>`)}${pair(
    'Expected',
    expected && html`${expected.reason} (${linked(expected.reference)})`,
  )}${pair('Cause', check.cause && causeText(check.cause))}${pair(verdict === 'fail' || verdict === 'inconclusive' ? 'Do' : 'Remedy', remedy)}${pair('Guide', linked(guide))}${pair(
    'Took',
    `${tookText(check.durationMs)}`,
  )}${pair('Link', html`<a href="${anchor(id)}">#${id}</a>`)}</dl>${evidence}</div>
</details>
`;
}

/** A link to a check, with what was said of it. */
export const mention = (check: CheckResult): Markup =>
  html`${badgeOf(check)} <a href="${anchor(check.id)}"><code>${check.id}</code></a> <span class="said">${said(check)}</span>`;
