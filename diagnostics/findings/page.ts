import type { Verdict } from '../../reports/verdict-schema.ts';
import type { Manifest, ManifestItem } from '../manifest/manifest.ts';
import type { Finding } from './finding.ts';
import { STYLE } from './page-style.ts';

/** What the page tells of. */
export interface Told {
  findings: readonly Finding[];
  manifest: Manifest;
  verdict?: Verdict;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const html = (text: string): string => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

const link = (path: string): string =>
  `<a href="${html(path.split('/').map(encodeURIComponent).join('/'))}">${html(path)}</a>`;

function article(finding: Finding, place: number): string {
  const { title, failureMode, likelihood, cause, remedy, evidence, checks } = finding;
  const mode = failureMode === undefined ? '' : ` <span class="quiet">${html(failureMode)}</span>`;
  const explained = checks.length === 0 ? '' : `<p class="quiet">Failed checks: ${html(checks.join(', '))}</p>`;
  return `<article class="${likelihood}">
<h3>${place}. ${html(title)}${mode}</h3>
<p><span class="how">${likelihood}</span>: ${html(cause)}</p>
<pre>${evidence.map(({ where, text }) => html(`${where}: ${text}`)).join('\n')}</pre>
<p><strong>What helps:</strong> ${html(remedy)}</p>
${explained}
</article>`;
}

function causes(findings: readonly Finding[]): string {
  if (findings.length === 0)
    return '<p>Nothing that was collected shows a known cause. That is no proof that there is none.</p>';
  return findings.map((finding, index) => article(finding, index + 1)).join('\n');
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((text) => `<th scope="col">${html(text)}</th>`).join('');
  const body = rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n');
  return `<div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>`;
}

function judged({ checks, counts, target }: Verdict): string {
  const by = target.kind === 'bundle' ? 'judged by what is in this bundle' : 'of the run that this was collected for';
  const known = counts.expected === 0 ? '' : `, ${counts.expected} known defects of the release`;
  const numbers = `${counts.pass} passed, ${counts.fail} failed${known}, ${counts.inconclusive} could not be told`;
  return `<p>${checks.length} checks, ${by}: ${numbers}. ${link('verdict.json')}</p>`;
}

function failures(verdict: Verdict | undefined): string {
  if (verdict === undefined) return '';
  const failed = verdict.checks.filter(({ verdict: ended, expected }) => ended === 'fail' && !expected);
  if (failed.length === 0) return `<h2>Checks</h2>\n${judged(verdict)}`;
  const rows = failed.map(({ id, observed, causedBy }) => [
    html(id),
    html(observed),
    causedBy === undefined ? '' : html(causedBy),
  ]);
  return `<h2>Failed checks</h2>\n${judged(verdict)}\n${table(['check', 'observed', 'follows from'], rows)}`;
}

const isWhole = ({ outcome }: ManifestItem): boolean => outcome === 'collected' || outcome === 'absent';

function gaps(items: readonly ManifestItem[]): string {
  const missing = items.filter((item) => !isWhole(item));
  if (missing.length === 0) return '<p>All that was asked for was collected.</p>';
  const rows = missing.map(({ id, outcome, permission, reason }) => [
    html(id),
    html(outcome),
    html([permission, reason].filter((part) => part !== undefined).join('; ')),
  ]);
  return table(['what', 'outcome', 'why'], rows);
}

function collected(items: readonly ManifestItem[]): string {
  const rows = items
    .filter(({ paths }) => paths.length > 0)
    .map(({ id, paths, objects }) => [
      html(id),
      objects === undefined ? '' : String(objects),
      paths.map(link).join('<br>'),
    ]);
  return table(['what', 'objects', 'where'], rows);
}

/** The page to start reading a bundle from: one file that loads nothing. All text of the installation is escaped. */
export function findingsPage({ findings, manifest, verdict }: Told): string {
  const { target, layout, scope, startedAt, endedAt, harnessVersion, items, interrupted } = manifest;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Diagnosis of ${html(target)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Diagnosis</h1>
<dl>
<dt>Cluster</dt><dd>${html(target)}</dd>
<dt>Release</dt><dd>${html(layout)}</dd>
<dt>Collected for</dt><dd>${html(scope)}</dd>
<dt>Collected</dt><dd>${html(startedAt)} to ${html(endedAt)}${interrupted ? ', interrupted' : ''}</dd>
<dt>By</dt><dd>maas-verify ${html(harnessVersion)}</dd>
</dl>
<h2>Likely causes</h2>
${causes(findings)}
${failures(verdict)}
<h2>Missing, or not whole</h2>
${gaps(items)}
<h2>Collected</h2>
${collected(items)}
</main>
</body>
</html>
`;
}
