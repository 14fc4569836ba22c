import { findings, numbersOf, type RootCause, type Untested } from '../findings.ts';
import { causeText } from '../symbols.ts';
import type { Verdict } from '../verdict-schema.ts';
import { mention } from './checks.ts';
import { anchor, html, type Markup } from './markup.ts';
import { table } from './table.ts';
import { momentText, tookText } from './words.ts';

const nothing = html``;

/** The name of the page, of its window too. */
export const headline = ({ run, verdict }: Verdict): string =>
  `${run.interrupted ? 'interrupted, ' : ''}${verdict === 'inconclusive' ? 'inconclusive' : verdict}`;

const fact = (name: string, value: Markup | string | undefined): Markup =>
  value === undefined || value === '' ? nothing : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;

/** Verdict, counts, target and command: what a reader who has ten seconds gets. */
export function head(verdict: Verdict): Markup {
  const { run, target, exitCode } = verdict;
  const took = Date.parse(run.endedAt) - Date.parse(run.startedAt);
  const versions = Object.entries(target.versions.operators).map(([name, version]) => `${name} ${version}`);
  const numbers = numbersOf(verdict);
  return html`<header class="${verdict.verdict}"><h1>MaaS verification: <strong>${headline(verdict)}</strong></h1>
<p class="numbers">${numbers.join('; ')}; exit code ${exitCode}</p>
<dl class="facts">${fact('Target', target.kind)}${fact('Layout', target.layout)}${fact('OpenShift', target.versions.openshift)}${fact(
    'Kubernetes',
    target.versions.kubernetes,
  )}${fact('Began', momentText(run.startedAt))}${fact('Took', tookText(Math.max(0, took)))}${fact('maas-verify', run.harnessVersion)}${fact(
    'Run',
    run.id,
  )}${fact('Operators', versions.join(', '))}${fact('Command', html`<code>${run.command}</code>`)}${fact(
    'Again',
    run.rerun === undefined ? undefined : html`<code>${run.rerun}</code>`,
  )}</dl>
</header>
`;
}

function section(id: string, title: string, body: Markup | readonly Markup[]): Markup {
  return html`<section aria-labelledby="section-${id}"><h2 id="section-${id}">${title}</h2>
${body}</section>
`;
}

const listed = (items: readonly Markup[]): Markup =>
  html`<ul class="plain">${items.map((item) => html`<li>${item}</li>\n`)}</ul>`;

const cause = ({ check, consequences }: RootCause): Markup =>
  html`<article class="cause">
<p>${mention(check)}</p>
<dl><dt>Required</dt><dd>${check.requirement}</dd>${check.cause === undefined ? nothing : html`<dt>Cause</dt><dd>${causeText(check.cause)}</dd>`}<dt>Do</dt><dd>${check.remedy}</dd></dl>
${consequences.length === 0 ? nothing : html`<p>This explains ${consequences.length} more:</p>${listed(consequences.map(mention))}`}</article>
`;

const untestedGroup = ({ reason, checks }: Untested): Markup =>
  html`<article class="untested"><p class="said">${reason}</p><p>${checks.map(
    ({ id }) => html`<a href="${anchor(id)}"><code>${id}</code></a> `,
  )}</p></article>
`;

/** Everything a reader has to act on, root causes first. */
export function findingsSections(verdict: Verdict): Markup[] {
  const { causes, untested, expected } = findings(verdict);
  const { missing } = verdict.target.permissions;
  const collect = verdict.target.bundle?.collect ?? [];
  const { stale } = verdict.expectedFailures;
  const commands = (lines: readonly string[]): Markup => listed(lines.map((line) => html`<code>${line}</code>`));
  return [
    ...(causes.length > 0 ? [section('wrong', 'What is wrong', causes.map(cause))] : []),
    ...(untested.length > 0 ? [section('untested', 'Not tested', untested.map(untestedGroup))] : []),
    ...(missing.length > 0
      ? [section('permissions', 'Permissions to ask an administrator for', commands(missing))]
      : []),
    ...(collect.length > 0
      ? [section('collect', 'What the bundle lacks, and how to collect it', commands(collect))]
      : []),
    ...(expected.length > 0
      ? [
          section(
            'known',
            'Known defects (expected failures)',
            listed(
              expected.map(
                (check) =>
                  html`${mention(check)} <span class="said">– known: ${check.expected?.reason} (${check.expected?.reference})</span>`,
              ),
            ),
          ),
        ]
      : []),
    ...(stale.length > 0
      ? [
          section(
            'stale',
            'Expected failures that no longer hold',
            listed(stale.map(({ id, why, reason }) => html`<code>${id}</code> ${why} (listed because: ${reason})`)),
          ),
        ]
      : []),
  ];
}

/** Where guide, release and cluster differ. */
export function driftSection({ drift }: Verdict): Markup {
  if (drift.length === 0) return nothing;
  const rows = drift.map((row) => ({
    cells: [
      row.subject,
      row.guide,
      row.release,
      row.unread === true ? `not read: ${row.observed}` : row.observed,
      row.consequence ?? '',
    ],
  }));
  const columns = ['Subject', 'Guide', 'Release', 'Observed', 'For who follows the guide'];
  return section('drift', 'Drift', table('Where guide, release and cluster differ', columns, rows, 'texts'));
}
