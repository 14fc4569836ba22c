import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { renderConformance } from '../../../reports/conformance.ts';
import { everyKind, result, verdict } from './sample.ts';

const gpu = result('models.gpu-scheduled', { phase: 'models' });
const metrics = result('metrics.targets-up', {
  phase: 'observability',
  verdict: 'inconclusive',
  reason: 'no Prometheus',
});

test('profiles, levels and what is skipped', () => {
  const { profiles } = parse(renderConformance(verdict([...everyKind, gpu, metrics]), { gpu: new Set([gpu.id]) }));

  expect(profiles).toEqual([
    {
      name: 'Core',
      core: {
        result: 'failure',
        statistics: { Passed: 1, Skipped: 2, Failed: 2 },
        failedTests: ['maas.b', 'limits.e'],
        skippedTests: ['limits.f', 'limits.g'],
      },
      extended: { result: 'failure', statistics: { Passed: 0, Skipped: 0, Failed: 1 }, failedTests: ['maas.c'] },
      notApplicableTests: ['maas.d'],
      summary: 'Core tests failed. Extended tests failed.',
    },
    {
      name: 'GPU',
      core: { result: 'success', statistics: { Passed: 1, Skipped: 0, Failed: 0 } },
      summary: 'Core tests succeeded.',
    },
    {
      name: 'Observability',
      core: {
        result: 'partial',
        statistics: { Passed: 0, Skipped: 1, Failed: 0 },
        skippedTests: ['metrics.targets-up'],
      },
      summary: 'Core tests were partly tested.',
    },
  ]);
});

test('it says how to reproduce it, and of what it is', () => {
  const report = parse(renderConformance(verdict([gpu]), { gpu: new Set() }));

  expect(report).toMatchObject({
    kind: 'ConformanceReport',
    date: '2026-11-24T12:00:20.000Z',
    implementation: { layout: 'guide', versions: { openshift: '4.20.8' } },
    reproduce: { command: 'maas-verify run --sandbox' },
  });
});

test('gates of load that failed are named, and no others', () => {
  const gates = (['pass', 'fail', 'inconclusive'] as const).map((ended) => ({ gate: ended, verdict: ended, text: '' }));
  const load = [
    {
      profile: 'chat',
      plan: 'abc',
      verdict: 'fail' as const,
      gates,
      client: { verdict: 'fit' as const, reasons: [] },
      measures: 'measures.json',
    },
  ];
  const report = parse(renderConformance({ ...verdict([gpu]), load }, { gpu: new Set() }));

  expect(report.load).toEqual([{ profile: 'chat', plan: 'abc', result: 'fail', failedGates: ['fail'] }]);
});
