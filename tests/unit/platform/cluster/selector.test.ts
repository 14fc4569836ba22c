import { expect, test } from 'vitest';
import { selects } from '../../../../platform/cluster/selector.ts';

const labels = { app: 'api', tier: 'free', 'app.kubernetes.io/name': 'x' };

test.each([
  ['', true],
  ['app=api', true],
  ['app==api,tier=free', true],
  ['app=api,tier=premium', false],
  ['app!=db', true],
  ['missing!=x', true],
  ['tier in (free, premium)', true],
  ['tier in (premium),app=api', false],
  ['tier notin (premium)', true],
  ['missing notin (a)', true],
  ['app', true],
  ['!missing', true],
  ['!app', false],
  ['app.kubernetes.io/name=x', true],
])('the selector "%s" matches: %s', (selector, expected) => {
  expect(selects(selector)(labels)).toBe(expected);
});

test('no labels match what asks for one only', () => {
  expect(selects('app=api')(undefined)).toBe(false);
  expect(selects('!app')(undefined)).toBe(true);
});

test('what is no selector is refused', () => {
  expect(() => selects('a b c')).toThrow(RangeError);
});
