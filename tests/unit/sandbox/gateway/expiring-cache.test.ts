import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { expiringCache } from '../../../../sandbox/gateway/expiring-cache.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('an answer lives from its first computation, however often it is asked for', async () => {
  let computed = 0;
  const cache = expiringCache<number>(1_000);
  const ask = () => cache.get('key', async () => ++computed);
  for (let asked = 0; asked < 9; asked += 1) {
    expect(await ask()).toBe(1);
    vi.advanceTimersByTime(111);
  }
  vi.advanceTimersByTime(1);
  expect(await ask()).toBe(2);
  expect(await cache.get('other', async () => ++computed)).toBe(3);
});

test('what is not worth keeping is asked again, and a lifetime of 0 keeps nothing', async () => {
  let computed = 0;
  const odd = expiringCache<number>(1_000, (value) => value % 2 === 1);
  for (const expected of [1, 1]) expect(await odd.get('key', async () => ++computed)).toBe(expected);
  vi.advanceTimersByTime(1_001);
  for (const expected of [2, 3, 3]) expect(await odd.get('key', async () => ++computed)).toBe(expected);
  const none = expiringCache<number>(0);
  for (const expected of [4, 5]) expect(await none.get('key', async () => ++computed)).toBe(expected);
});
