import { expect, test } from 'vitest';
import { guide } from '../../../../layouts/guide.ts';
import { maas002 } from '../../../../layouts/maas-0.0.2.ts';
import type { RoleBindingObject, RoleObject } from '../../../../platform/cluster/kinds/rbac.ts';
import { groupsAllowed, groupsOfTier } from '../../../../platform/models/access.ts';
import { type DeclaredModel, podsOfModel, tiersAnnotated } from '../../../../platform/models/declared.ts';

const TIERS_ANNOTATION = 'alpha.maas.opendatahub.io/tiers';
const model = (name: string, annotation?: string): DeclaredModel => ({
  kind: 'LLMInferenceService',
  namespace: 'llm',
  name,
  object: { metadata: { name, annotations: annotation === undefined ? {} : { [TIERS_ANNOTATION]: annotation } } },
});
const role = (name: string, resourceNames?: string[], verbs = ['post'], namespace = 'llm'): RoleObject => ({
  metadata: { name, namespace },
  rules: [{ apiGroups: ['serving.kserve.io'], resources: ['llminferenceservices'], resourceNames, verbs }],
});
const binding = (roleName: string, groups: string[], kind = 'Role', namespace = 'llm'): RoleBindingObject => ({
  metadata: { name: roleName, namespace },
  roleRef: { kind, name: roleName },
  subjects: groups.map((name) => ({ kind: 'Group', name })),
});

test('a tier’s groups are its service accounts’, or those of the mapping and everybody’s', () => {
  expect(groupsOfTier('free', maas002, [])).toEqual(['system:serviceaccounts:maas-default-gateway-tier-free']);
  expect(groupsOfTier('premium', guide, [{ name: 'premium', groups: ['premium-users'] }])).toEqual([
    'premium-users',
    'system:authenticated',
  ]);
});

test('only a role of the model’s namespace, for the verb and the model’s name, grants', () => {
  const bindings = [binding('r', ['g'])];
  const allowed = (roles: RoleObject[]): string[] =>
    groupsAllowed(model('a'), { roles, clusterRoles: [], bindings }, maas002);
  expect(allowed([role('r', ['a'])])).toEqual(['g']);
  expect(allowed([role('r')])).toEqual(['g']);
  expect(allowed([role('r', ['b'])])).toEqual([]);
  expect(allowed([role('r', ['a'], ['get'])])).toEqual([]);
  expect(allowed([role('r', ['a'], ['post'], 'other')])).toEqual([]);
  expect(allowed([])).toEqual([]);
});

test('a role binding may name a cluster role', () => {
  const rbac = { roles: [], clusterRoles: [role('c', ['a'])], bindings: [binding('c', ['g'], 'ClusterRole')] };
  expect(groupsAllowed(model('a'), rbac, maas002)).toEqual(['g']);
});

test('an empty list of tiers is every tier, a missing one none', () => {
  const known = ['free', 'premium'];
  expect(tiersAnnotated(model('a', '[]'), known)).toEqual({ tiers: known });
  expect(tiersAnnotated(model('a', '["premium"]'), known)).toEqual({ tiers: ['premium'] });
  expect(tiersAnnotated(model('a'), known)).toHaveProperty('problem');
  expect(tiersAnnotated(model('a', 'premium'), known)).toHaveProperty('problem');
  expect(tiersAnnotated(model('a', '["gold"]'), known)).toHaveProperty('problem');
});

test('pods are found by KServe’s labels', () => {
  const pod = (labels: Record<string, string>) => ({ metadata: { name: 'p', namespace: 'llm', labels } });
  const own = pod({ 'app.kubernetes.io/name': 'a', 'app.kubernetes.io/part-of': 'llminferenceservice' });
  const foreign = pod({ 'app.kubernetes.io/name': 'a' });
  expect(podsOfModel(model('a'), [own, foreign])).toEqual([own]);
});
