import { createHash } from 'node:crypto';
import type { Verdict } from '../verdict-schema.ts';
import { checksSection } from './checks.ts';
import type { Extras } from './extras.ts';
import { loadSection } from './load.ts';
import { html, type Markup, trusted } from './markup.ts';
import { nightsSection } from './nights.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';
import { driftSection, findingsSections, head, headline } from './summary.ts';
import { momentText } from './words.ts';

/**
 * Even if text from outside became markup, it could neither run nor load anything: the only script is the one with this hash.
 * Styles are inline because charts have attributes of style.
 */
const POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  `script-src 'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The headings of the sections that are there, as links. */
function contents(sections: Markup): Markup {
  const found = [...sections.markup.matchAll(/<h2 id="(section-[a-z]+)">([^<]*)<\/h2>/g)];
  if (found.length < 2) return html``;
  return html`<nav aria-label="Contents"><ul>${found.map(
    ([, id = '', title = '']) => html`<li><a href="#${id}">${trusted(title)}</a></li>`,
  )}</ul></nav>
`;
}

/**
 * A verdict as one HTML page that needs nothing else: no network, and no script to be read. What was found comes first,
 * then load, nights and drift, then every check, folded unless it failed.
 */
export function renderHtml(verdict: Verdict, extras: Extras = {}): string {
  const sections = html`${findingsSections(verdict)}${loadSection(verdict.load ?? [], extras.load)}${nightsSection(verdict, extras)}${driftSection(verdict)}${checksSection(verdict, extras.states)}`;
  const { run, target } = verdict;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${headline(verdict)}: MaaS verification of ${target.kind}, ${momentText(run.startedAt)}</title>
<style>${trusted(STYLE)}</style>
</head>
<body data-verdict="${verdict.verdict}" data-exit-code="${verdict.exitCode}" data-interrupted="${String(run.interrupted)}">
<a class="skip" href="#main">Skip to the content</a>
${head(verdict)}
${contents(sections)}
<main id="main">
${sections}</main>
<footer>Made by maas-verify ${run.harnessVersion} from verdict.json, which is the result; this page is a view of it.</footer>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`.markup;
}
