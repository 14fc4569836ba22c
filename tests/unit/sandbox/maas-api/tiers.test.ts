import { describe, expect, test } from 'vitest';
import { objectStore } from '../../../../sandbox/kube/object-store.ts';
import { TierMappingError, tierOf, tiers } from '../../../../sandbox/maas-api/tiers.ts';

const store = (data: Record<string, string>) =>
  objectStore([
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'tier-to-group-mapping', namespace: 'maas' }, data },
  ]);

const list = `
- {name: free, level: 1, groups: [everyone]}
- {name: premium, level: 2, groups: [payers]}
- {name: gold, level: 2, groups: [payers]}
`;
const map = `
tiers:
  free: {groups: [everyone], rateLimit: {requestsPerMinute: 10}}
  premium: {groups: [payers], rateLimit: {requestsPerMinute: 100}}
`;

describe('the release’s list', () => {
  const all = tiers(store({ tiers: list }), 'maas-0.0.2');

  test.each([
    [['everyone'], 'free'],
    [['payers', 'everyone'], 'premium'],
    [['system:serviceaccounts:maas-default-gateway-tier-gold'], 'gold'],
    [['nobody'], undefined],
    [[], undefined],
  ])('%j is in tier %s: the highest level wins, of equal ones the first', (groups, tier) => {
    expect(tierOf(all, groups)?.name).toBe(tier);
  });

  test.each<[string, Record<string, string>]>([
    ['the guide’s key', { 'mapping.yaml': map }],
    ['the guide’s format', { tiers: map }],
    ['no YAML', { tiers: 'tiers: [' }],
    ['a duplicate name', { tiers: '[{name: free}, {name: free}]' }],
    ['an empty name', { tiers: '[{name: " "}]' }],
    ['a blank display name', { tiers: '[{name: free, displayName: "  "}]' }],
  ])('cannot be used with %s', (_what, data) => {
    expect(() => tiers(store(data), 'maas-0.0.2')).toThrow(TierMappingError);
  });
});

test('the guide’s map: the tier with the most requests wins', () => {
  const all = tiers(store({ 'mapping.yaml': map }), 'guide');
  expect(tierOf(all, ['everyone', 'payers'])?.name).toBe('premium');
  expect(tierOf(all, ['everyone'])?.name).toBe('free');
  expect(() => tiers(store({ tiers: list }), 'guide')).toThrow(TierMappingError);
  expect(() => tiers(objectStore(), 'guide')).toThrow(TierMappingError);
});
