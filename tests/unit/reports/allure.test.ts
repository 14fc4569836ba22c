import { expect, test } from 'vitest';
import { withoutForeignScripts } from '../../../cli/allure.ts';
import { allureResults } from '../../../reports/allure.ts';
import { everyKind, result, verdict } from './sample.ts';

const labels = (of: ReturnType<typeof allureResults>[number], name: string): string[] =>
  of.result.labels.filter((label) => label.name === name).map(({ value }) => value);

test('phases are suites, levels severities, and untested is neither passed nor failed', () => {
  const results = allureResults(verdict(everyKind));
  const told = results.map((one) => [
    one.result.fullName,
    one.result.status,
    labels(one, 'severity')[0],
    labels(one, 'suite')[0],
  ]);

  expect(told).toEqual([
    ['prereq.a', 'passed', 'critical', 'Prerequisites'],
    ['maas.b', 'failed', 'critical', 'MaaS platform (guide phase 5)'],
    ['maas.c', 'failed', 'minor', 'MaaS platform (guide phase 5)'],
    ['maas.d', 'skipped', 'critical', 'MaaS platform (guide phase 5)'],
    ['limits.e', 'failed', 'critical', 'Tier limits'],
    ['limits.f', 'broken', 'critical', 'Tier limits'],
    ['limits.g', 'skipped', 'critical', 'Tier limits'],
  ]);
});

test('history is kept by the check and its target, not by the run', () => {
  const idOf = (changes: Parameters<typeof verdict>[1]) =>
    allureResults(verdict([result('maas.a')], changes))[0]?.result;
  const { run, target } = verdict([]);
  const [first, later] = [idOf({}), idOf({ run: { ...run, id: 'another' } })];

  expect(later?.historyId).toBe(first?.historyId);
  expect(later?.uuid).not.toBe(first?.uuid);
  expect(idOf({ target: { ...target, layout: 'maas-0.0.2' } })?.historyId).not.toBe(first?.historyId);
});

test('evidence is attached, a guide that is an address is a link, and a failure says what it is', () => {
  const check = result('maas.a', {
    verdict: 'fail',
    observed: 'no pod',
    guide: 'https://example.com/guide',
    evidence: [{ name: 'pods', text: 'none' }],
  });
  const [found] = allureResults(verdict([check]));

  expect(found?.attachments).toEqual([{ source: found?.result.attachments[0]?.source, text: 'none' }]);
  expect(found?.result.links).toEqual([expect.objectContaining({ url: 'https://example.com/guide' })]);
  expect(found?.result.statusDetails.message).toBe('fail: no pod');
});

test('scripts of others are taken out of a page, its own stay', () => {
  const own = '<script src="app.js"></script><script>window.allure = {}</script>';
  const foreign =
    '<script async src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>\n<script>\nwindow.dataLayer = [];\nfunction gtag(){dataLayer.push(arguments);}\n</script>';

  expect(withoutForeignScripts(`${own}${foreign}${own}`).replaceAll('\n', '')).toBe(`${own}${own}`);
});
