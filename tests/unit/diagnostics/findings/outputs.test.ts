import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import type { Finding } from '../../../../diagnostics/findings/finding.ts';
import { findingsMarkdown } from '../../../../diagnostics/findings/markdown.ts';
import { findingsPage } from '../../../../diagnostics/findings/page.ts';
import { consoleFindings } from '../../../../diagnostics/findings/text.ts';
import type { Manifest } from '../../../../diagnostics/manifest/manifest.ts';
import type { CheckResult } from '../../../../reports/verdict-schema.ts';

import { result, verdict } from '../../reports/sample.ts';

const HOSTILE = '<img src=x onerror=alert(1)> ``` @team [a](http://evil.example) " \'';
const finding = (id: string): Finding => ({
  id,
  title: `title of ${id} ${HOSTILE}`,
  failureMode: id,
  likelihood: 'certain',
  cause: `cause ${HOSTILE}`,
  remedy: 'oc get pods | grep maas',
  evidence: [{ where: `Pod maas/${HOSTILE}`, text: `said ${HOSTILE}` }],
  checks: ['maas.routes'],
});
const manifest: Manifest = {
  schemaVersion: '1.0',
  harnessVersion: '0.1.0',
  startedAt: '2026-11-29T00:00:00.000Z',
  endedAt: '2026-11-29T00:00:01.000Z',
  target: HOSTILE,
  layout: 'guide',
  scope: 'everything',
  interrupted: false,
  items: [{ id: HOSTILE, outcome: 'forbidden', bytes: 0, ms: 1, paths: [], permission: 'oc auth can-i list pods' }],
};

test('the page loads nothing, and text from outside stays text', () => {
  const { document } = parseHTML(findingsPage({ findings: [finding('FM-01')], manifest }));

  expect(document.querySelectorAll('img, script, link, iframe')).toHaveLength(0);
  expect(document.querySelector('article pre')?.textContent).toContain(HOSTILE);
  expect(document.querySelector('dl')?.textContent).toContain(HOSTILE);
});

test('without findings the page says so, and that this proves nothing', () => {
  expect(findingsPage({ findings: [], manifest })).toContain('That is no proof');
});

test('the page tells how the checks ended, and by what they were judged', () => {
  const failed = result('maas.a', { verdict: 'fail', observed: HOSTILE });
  const page = (checks: CheckResult[], kind: 'bundle' | 'live') =>
    findingsPage({
      findings: [],
      manifest,
      verdict: verdict(checks, { target: { ...verdict([]).target, kind } }),
    });

  const { document } = parseHTML(page([failed], 'bundle'));
  expect(document.querySelector('a[href="verdict.json"]')).not.toBeNull();
  expect(document.querySelectorAll('img')).toHaveLength(0);
  expect(document.body.textContent).toContain('judged by what is in this bundle');
  expect(page([result('maas.a')], 'live')).toContain('of the run that this was collected for');
  expect(findingsPage({ findings: [], manifest })).not.toContain('verdict.json');
});

test('in Markdown a command stays as it is typed, and evidence cannot leave its fence', () => {
  const lines = findingsMarkdown([finding('FM-01')], manifest).split('\n');

  expect(lines).toContain('oc get pods | grep maas');
  expect(lines.filter((line) => line === '````')).toHaveLength(1);
  expect(lines.find((line) => line.startsWith('###'))).not.toMatch(/(?<!\\)<img/);
});

test('the console names three causes on at most five lines each, and how many more there are', () => {
  const lines = consoleFindings(['FM-01', 'FM-02', 'FM-03', 'FM-04'].map(finding));

  expect(lines.filter((line) => /^ {2}\d\. /.test(line))).toHaveLength(3);
  expect(lines.length).toBeLessThanOrEqual(2 + 3 * 5);
  expect(lines.at(-1)).toContain('and 1 more');
  expect(consoleFindings([])).toEqual([]);
});
