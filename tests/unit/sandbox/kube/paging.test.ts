import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Page, pages } from '../../../../sandbox/kube/paging.ts';
import { StatusError } from '../../../../sandbox/kube/status-errors.ts';
import type { KubeObject } from '../../../../sandbox/object.ts';

const items = (count: number): KubeObject[] =>
  Array.from({ length: count }, (_, index) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${index}` } }));
const MINUTE_MS = 60_000;

test('the pages of a list make up the list, in order, and none is longer than the limit', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.integer({ min: 1, max: 20 }), (count, limit) => {
      const listed = pages(() => MINUTE_MS);
      const whole = items(count);
      const read: KubeObject[] = [];
      let page: Page | undefined = listed.first(whole, limit, '7');
      while (page !== undefined) {
        expect(page.items.length).toBeLessThanOrEqual(limit);
        expect(page.remainingItemCount ?? 0).toBe(count - read.length - page.items.length);
        expect(page.resourceVersion).toBe('7');
        read.push(...page.items);
        page = page.continueToken === undefined ? undefined : listed.next(page.continueToken, limit);
      }
      expect(read).toEqual(whole);
    }),
  );
});

test('without a limit a list is one page', () => {
  expect(pages(() => MINUTE_MS).first(items(5), 0, '1').continueToken).toBeUndefined();
});

const codeOf = (act: () => unknown): number | undefined => {
  try {
    act();
  } catch (error) {
    if (error instanceof StatusError) return error.status.code;
    throw error;
  }
  return undefined;
};

test('a token that is too old answers 410, one that is none 400', () => {
  let now = 0;
  const listed = pages(
    () => MINUTE_MS,
    () => now,
  );
  const token = listed.first(items(3), 1, '1').continueToken ?? '';
  now = MINUTE_MS;
  expect(codeOf(() => listed.next(token, 1))).toBeUndefined();
  now = MINUTE_MS + 1;
  expect(codeOf(() => listed.next(token, 1))).toBe(410);
  expect(codeOf(() => listed.next('garbage', 1))).toBe(400);
});
