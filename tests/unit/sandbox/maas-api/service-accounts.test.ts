import fc from 'fast-check';
import { expect, test } from 'vitest';
import { objectStore } from '../../../../sandbox/kube/object-store.ts';
import {
  accountName,
  ensureAccount,
  recreateAccount,
  subjectOf,
} from '../../../../sandbox/maas-api/service-accounts.ts';

test('every user gets a valid name of their own', () => {
  const users = fc.uniqueArray(fc.string({ maxLength: 200 }), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(users, (names) => {
      const made = names.map(accountName);
      for (const name of made) {
        expect(name).toMatch(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
        expect(name.length).toBeLessThanOrEqual(63);
      }
      expect(new Set(made).size).toBe(names.length);
    }),
  );
});

test('names stay readable', () => {
  expect(accountName('kube:admin')).toMatch(/^kube-admin-[0-9a-f]{8}$/);
  expect(accountName('Ann.O’Neil@example.com')).toMatch(/^ann-o-neil-example-com-[0-9a-f]{8}$/);
});

test('an account is made with its namespace, once, and anew after a revocation', () => {
  const store = objectStore();
  recreateAccount(store, 'free', 'ann');
  expect(store.all('ServiceAccount')).toEqual([]);
  const first = ensureAccount(store, 'free', 'ann');
  expect(subjectOf(first)).toBe(`system:serviceaccount:maas-default-gateway-tier-free:${accountName('ann')}`);
  expect(ensureAccount(store, 'free', 'ann').metadata.uid).toBe(first.metadata.uid);
  expect(store.all('Namespace').map(({ metadata }) => metadata.name)).toEqual(['maas-default-gateway-tier-free']);
  recreateAccount(store, 'free', 'ann');
  expect(store.all('ServiceAccount').map(({ metadata }) => metadata.uid)).not.toContain(first.metadata.uid);
});
