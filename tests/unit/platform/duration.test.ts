import { expect, test } from 'vitest';
import { durationSeconds } from '../../../platform/duration.ts';

test.each([
  ['90s', 90],
  ['10m', 600],
  ['1h30m', 5400],
  ['250ms', 0.25],
  ['2d', 172_800],
])('%s is %d seconds', (text, seconds) => {
  expect(durationSeconds(text)).toBe(seconds);
});

test.each(['', 'ten', '10', '-5m', '5 m', '5m!', 'm'])('"%s" is no duration', (text) => {
  expect(durationSeconds(text)).toBeNaN();
});
