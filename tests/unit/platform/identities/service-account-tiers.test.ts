import { expect, test } from 'vitest';
import { guide } from '../../../../layouts/guide.ts';
import { maas002 } from '../../../../layouts/maas-0.0.2.ts';
import { namespacesForTier } from '../../../../platform/identities/service-account-tiers.ts';

const RELEASE = [
  { name: 'free', level: 0, groups: ['tier-free-users', 'system:authenticated'] },
  { name: 'premium', level: 1, groups: ['tier-premium-users'] },
  { name: 'enterprise', level: 2, groups: ['tier-enterprise-users', 'admin-group'] },
];
const GUIDE = [
  { name: 'free', groups: ['system:authenticated'] },
  { name: 'premium', groups: ['premium-users'] },
];

test('in the release a service account is in the tier of its namespace, elsewhere in everybody’s', () => {
  const where = (tier: string) => namespacesForTier(tier, RELEASE, maas002, 'ours');

  expect(where('free')).toEqual(['ours', 'maas-default-gateway-tier-free']);
  expect(where('premium')).toEqual(['maas-default-gateway-tier-premium']);
  expect(where('enterprise')).toEqual(['maas-default-gateway-tier-enterprise']);
});

test('in the guide only everybody’s tier has service accounts, and one whose namespace the mapping names', () => {
  const named = [...GUIDE, { name: 'enterprise', groups: ['system:serviceaccounts:batch', 'enterprise-users'] }];

  expect(namespacesForTier('free', GUIDE, guide, 'ours')).toEqual(['ours']);
  expect(namespacesForTier('premium', GUIDE, guide, 'ours')).toEqual([]);
  expect(namespacesForTier('enterprise', named, guide, 'ours')).toEqual(['batch']);
});

test('where everybody is in a higher tier, nobody of ours is in the lower one', () => {
  const everybody = RELEASE.map((tier) =>
    tier.name === 'premium' ? { ...tier, groups: ['system:authenticated'] } : tier,
  );

  expect(namespacesForTier('free', everybody, maas002, 'ours')).toEqual([]);
  expect(namespacesForTier('premium', everybody, maas002, 'ours')).toEqual([
    'ours',
    'maas-default-gateway-tier-premium',
  ]);
});

test('a tier that the mapping does not name has no place', () => {
  expect(namespacesForTier('gold', RELEASE, maas002, 'ours')).toEqual([]);
});
