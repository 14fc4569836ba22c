import { expect, test } from 'vitest';
import { knownChecks, select } from '../../../cli/selection.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import { PHASES } from '../../../layouts/phases.ts';

const known = [
  { id: 'auth.tls-valid', phase: 'authentication', file: 'a' },
  { id: 'limits.reset', phase: 'limits', file: 'b' },
  { id: 'limits.per-user', phase: 'limits', file: 'c' },
];

test('the suites’ folders hold the checks, in the order of the phases', () => {
  const checks = knownChecks();
  expect(checks.length).toBeGreaterThan(50);
  const order: string[] = PHASES.map((phase) => phase.name);
  const places = checks.map((check) => order.indexOf(check.phase));
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test('nothing asked for is everything; phases and checks add up', () => {
  expect(select(known, [], [])).toEqual(known);
  expect(select(known, ['limits'], ['auth.tls-valid'])).toEqual(known);
  expect(select(known, [], ['limits.reset']).map(({ id }) => id)).toEqual(['limits.reset']);
});

test('a mistyped check is told with the nearest one', () => {
  expect(() => select(known, [], ['limits.rest'])).toThrow(
    new UsageError('unknown check "limits.rest"; did you mean limits.reset?'),
  );
  expect(() => select(known, [], ['x'])).toThrow('"maas-verify catalogue" lists them');
});

test('a phase without checks is a mistake, not a green run', () => {
  expect(() => select(known, ['models'], [])).toThrow('there is nothing to run');
});
