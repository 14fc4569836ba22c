import { expect, test } from 'vitest';
import { pauseTill } from '../../../platform/waits.ts';

test('a pause until a moment is never over before it, also where that lies between two milliseconds', async () => {
  const early: number[] = [];
  for (let round = 0; round < 100; round += 1) {
    const moment = performance.now() + 2 + round / 100;
    await pauseTill(moment);
    early.push(moment - performance.now());
  }
  expect(early.filter((ms) => ms > 0)).toEqual([]);
});

test('a moment that is past is not waited for', async () => {
  const before = performance.now();
  await pauseTill(before - 60_000);
  expect(performance.now() - before).toBeLessThan(10_000);
});
