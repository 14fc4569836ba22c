import { expect, test } from 'vitest';
import { sharedAccounts } from '../../../../platform/tiers/accounts.ts';
import { tierGroups, type UserGroup } from '../../../../platform/tiers/groups.ts';

const tiers = [
  { name: 'free', groups: ['tier-free-users', 'system:authenticated'] },
  { name: 'premium', groups: ['tier-premium-users', 'premium-group'] },
];
const people = (name: string, members = 2): UserGroup => ({ name, members });

test('one group with members is enough for a tier; the others are mentioned', () => {
  const { problems, notes, summary } = tierGroups(tiers, [people('tier-premium-users')]);
  expect(problems).toEqual([]);
  expect(notes).toEqual(['tier free: tier-free-users does not exist', 'tier premium: premium-group does not exist']);
  expect(summary).toBe('free: system:authenticated; premium: tier-premium-users');
});

test('a tier whose groups are missing or empty has nobody', () => {
  expect(tierGroups(tiers, []).problems).toEqual([
    'nobody is in tier premium: tier-premium-users does not exist, premium-group does not exist',
  ]);
  expect(tierGroups(tiers, [people('premium-group', 0)]).problems[0]).toContain('premium-group has no members');
});

test('virtual groups have no object, and everybody’s are for the lowest tier', () => {
  const open = [tiers[0] ?? { name: '', groups: [] }, { name: 'premium', groups: ['system:authenticated:oauth'] }];
  expect(tierGroups(open, []).problems).toEqual([
    'everybody is in tier premium: it has the group system:authenticated:oauth',
  ]);
  const accounts = [tiers[0] ?? { name: '', groups: [] }, { name: 'premium', groups: ['system:serviceaccounts:ci'] }];
  expect(tierGroups(accounts, []).problems).toEqual([]);
});

test('a group that is named after a tier and mapped to none is named, another one is not', () => {
  const known = [
    people('tier-premium-users'),
    people('premium-users', 3),
    people('premium-support'),
    people('free-users'),
  ];
  expect(tierGroups(tiers, known).problems).toEqual([
    'group premium-users has 3 members and maps to no tier: they stay in the lowest (FM-36)',
  ]);
  expect(tierGroups(tiers, [people('tier-premium-users'), people('premium-users', 0)]).problems).toEqual([]);
});

test('an account counts twice in two tiers of one instance, not in one tier or in two instances', () => {
  const account = (name: string, tier: string, instance = 'gateway') => ({ name, tier, instance });
  expect(sharedAccounts([account('ann-1', 'free'), account('bob-2', 'free'), account('ann-1', 'premium')])).toEqual([
    { name: 'ann-1', tiers: ['free', 'premium'] },
  ]);
  expect(sharedAccounts([account('ann-1', 'free'), account('ann-1', 'premium', 'other')])).toEqual([]);
  expect(sharedAccounts([])).toEqual([]);
});
