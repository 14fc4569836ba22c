import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderOpenMetrics } from '../../../reports/openmetrics.ts';
import { openMetricsSamples } from './readers.ts';
import { anyText, everyKind, result, verdict } from './sample.ts';

/** The rules of OpenMetrics that a text can break as a whole: families in one piece, each described once, no series twice, an end. */
function rulesOf(text: string): void {
  expect(text.endsWith('\n# EOF\n')).toBe(true);
  const families = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '']) => name);
  expect(new Set(families).size).toBe(families.length);
  const samples = openMetricsSamples(text);
  const order = samples.map(({ name }) => name).filter((name, at, all) => name !== all[at - 1]);
  expect(order).toEqual(families);
  const series = samples.map(({ name, labels }) => `${name} ${JSON.stringify(labels)}`);
  expect(new Set(series).size).toBe(series.length);
  for (const [, name = '', unit = ''] of text.matchAll(/^# UNIT (\S+) (\S+)$/gm))
    expect(name.endsWith(`_${unit}`)).toBe(true);
}

test('whatever its labels hold, it keeps the rules', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const checks = [...everyKind, result(`maas.${text}`, { phase: text })];
      rulesOf(renderOpenMetrics(verdict(checks, { target: { ...verdict([]).target, layout: text } })));
    }),
    { numRuns: 100 },
  );
});

test('load has its tiers, phases and quantiles as labels', () => {
  const points = [{ profile: 'smoke', phase: 'steady', tier: 'free', metric: 'ttft', quantile: 0.95, seconds: 0.25 }];
  const text = renderOpenMetrics(verdict(everyKind), { points, rates: [] });

  rulesOf(text);
  expect(text).toContain('# TYPE maas_verify_load_latency_seconds summary');
  expect(text).toContain('{profile="smoke",phase="steady",tier="free",metric="ttft",quantile="0.95"} 0.25');
});
