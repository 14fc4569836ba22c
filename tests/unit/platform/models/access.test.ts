import { expect, test } from 'vitest';
import { guide } from '../../../../layouts/guide.ts';
import { maas002 } from '../../../../layouts/maas-0.0.2.ts';
import type { AccessRules } from '../../../../platform/cluster/access-rules.ts';
import type { RoleBindingObject, RoleObject } from '../../../../platform/cluster/kinds/rbac.ts';
import { danglingBindings, grantsOfModel, groupsMayUse, groupsOfTier } from '../../../../platform/models/access.ts';
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

const NOTHING: AccessRules = { roles: [], bindings: [], clusterRoles: [], clusterBindings: [] };

test('a tier’s groups are its service accounts’, or those of the mapping, and everybody’s', () => {
  expect(groupsOfTier('free', maas002, [])).toEqual([
    'system:serviceaccounts:maas-default-gateway-tier-free',
    'system:serviceaccounts',
    'system:authenticated',
  ]);
  expect(groupsOfTier('premium', guide, [{ name: 'premium', groups: ['premium-users'] }])).toEqual([
    'premium-users',
    'system:authenticated',
  ]);
});

test('only a role of the model’s namespace, for the verb and the model’s name, grants', () => {
  const may = (roles: RoleObject[]): boolean =>
    groupsMayUse(['g'], model('a'), { ...NOTHING, roles, bindings: [binding('r', ['g'])] }, maas002);
  expect(may([role('r', ['a'])])).toBe(true);
  expect(may([role('r')])).toBe(true);
  expect(may([role('r', ['b'])])).toBe(false);
  expect(may([role('r', ['a'], ['get'])])).toBe(false);
  expect(may([role('r', ['a'], ['post'], 'other')])).toBe(false);
  expect(may([])).toBe(false);
});

test('a role binding may name a cluster role, and a cluster role binding grants in every namespace', () => {
  const clusterRoles = [role('c', ['a'])];
  const own = { ...NOTHING, clusterRoles, bindings: [binding('c', ['g'], 'ClusterRole')] };
  const everywhere = { ...NOTHING, clusterRoles, clusterBindings: [binding('c', ['g'], 'ClusterRole')] };
  expect(groupsMayUse(['g'], model('a'), own, maas002)).toBe(true);
  expect(groupsMayUse(['g'], model('a'), everywhere, maas002)).toBe(true);
  expect(grantsOfModel(model('a'), everywhere, maas002)).toHaveLength(1);
});

test('a binding whose role does not exist is named', () => {
  const rules = { ...NOTHING, roles: [role('r')], bindings: [binding('r', ['g']), binding('gone', ['g'])] };
  expect(danglingBindings('llm', rules).map(({ metadata }) => metadata.name)).toEqual(['gone']);
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
