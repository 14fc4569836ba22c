import { expect, test } from 'vitest';
import { API_NEEDS } from '../../../../layouts/api-permissions.ts';
import { type AccessRules, serviceAccount } from '../../../../platform/cluster/access-rules.ts';
import type { RoleObject } from '../../../../platform/cluster/kinds/rbac.ts';
import { missingPermissions } from '../../../../platform/maas-api/permissions.ts';

type Rules = NonNullable<RoleObject['rules']>;

const EVERYTHING: Rules = [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }];
const account = { kind: 'ServiceAccount', name: 'maas-api', namespace: 'maas' };
const granted = (rules: Rules): AccessRules => ({
  roles: [],
  bindings: [],
  clusterRoles: [{ metadata: { name: 'r' }, rules }],
  clusterBindings: [{ metadata: { name: 'b' }, roleRef: { kind: 'ClusterRole', name: 'r' }, subjects: [account] }],
});
const missing = (rules: AccessRules, tiers: string[] = []): string[] =>
  missingPermissions(API_NEEDS, serviceAccount('maas', 'maas-api'), rules, { api: 'maas', tiers });

test('who may do everything misses nothing, and who may do nothing misses every need', () => {
  expect(missing(granted(EVERYTHING))).toEqual([]);
  expect(missing(granted([]))).toHaveLength(API_NEEDS.length);
});

test('one right that is missing is named, with what it is for', () => {
  const withoutToken = EVERYTHING.map((rule) => ({
    ...rule,
    resources: ['configmaps', 'namespaces', 'serviceaccounts'],
  }));
  expect(missing(granted(withoutToken))).toContain(
    'may not create serviceaccounts/token in the namespaces of the tiers: it mints tokens (TokenRequest)',
  );
});

test('rights of the tiers may be granted in each of their namespaces; in one of two is not enough', () => {
  const inTier = (namespace: string) => ({
    roles: [{ metadata: { name: 't', namespace }, rules: EVERYTHING }],
    bindings: [{ metadata: { name: 't', namespace }, roleRef: { kind: 'Role', name: 't' }, subjects: [account] }],
  });
  const one = { ...granted([]), ...inTier('free') };
  const needsOfTiers = API_NEEDS.filter(({ where }) => where === 'tiers').length;
  expect(missing(one, ['free'])).toHaveLength(API_NEEDS.length - needsOfTiers);
  expect(missing(one, ['free', 'premium'])).toHaveLength(API_NEEDS.length);
});
