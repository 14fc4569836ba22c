import { expect, test } from 'vitest';
import { alertProblems } from '../../../../platform/metrics/alerts.ts';
import type { LoadedRule } from '../../../../platform/metrics/metrics.ts';

const OURS = {
  metadata: { name: 'limits', namespace: 'limiter' },
  spec: { groups: [{ name: 'limits', rules: [{ alert: 'LimiterDown' }, { record: 'limiter:calls' }] }] },
};
const rule = (name: string, more: Partial<LoadedRule> = {}): LoadedRule => ({
  group: 'limits',
  name,
  kind: 'alerting',
  firing: [],
  ...more,
});
const LOADED = [rule('LimiterDown'), rule('limiter:calls', { kind: 'recording' })];
const problems = (loaded: LoadedRule[]): string[] => alertProblems([OURS], loaded, ['limiter']);

test('rules that are loaded and quiet', () => {
  expect(problems(LOADED)).toEqual([]);
});

test('a rule of the same name in another group is another one', () => {
  expect(problems([rule('LimiterDown', { group: 'others' }), rule('limiter:calls')])).toEqual([
    'LimiterDown of PrometheusRule limiter/limits is not loaded',
  ]);
});

test('a rule that cannot be evaluated', () => {
  expect(problems([rule('LimiterDown', { trouble: 'many-to-many' }), rule('limiter:calls')])).toEqual([
    'LimiterDown: many-to-many',
  ]);
});

test('an alert of ours fires, wherever; one of others where it is about us', () => {
  const own = rule('LimiterDown', { firing: [{ namespace: 'elsewhere' }, { namespace: 'elsewhere' }] });
  const others = rule('KubePodCrashLooping', {
    group: 'kubernetes',
    firing: [{ namespace: 'limiter', severity: 'warning' }, { namespace: 'foreign' }, {}],
  });
  expect(problems([own, rule('limiter:calls'), others])).toEqual([
    'LimiterDown fires in elsewhere',
    'KubePodCrashLooping fires in limiter',
  ]);
});

test('the alert that always fires is none', () => {
  const watchdog = rule('Watchdog', { group: 'general', firing: [{ severity: 'none', namespace: 'limiter' }] });
  expect(problems([...LOADED, watchdog])).toEqual([]);
});
