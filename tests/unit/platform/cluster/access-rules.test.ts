import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AccessRules, allows, grantsOf, serviceAccount } from '../../../../platform/cluster/access-rules.ts';
import type { Permission } from '../../../../platform/cluster/cluster.ts';
import type { RoleBindingObject, RoleObject } from '../../../../platform/cluster/kinds/rbac.ts';

type Rule = NonNullable<RoleObject['rules']>[number];
type Subject = NonNullable<RoleBindingObject['subjects']>[number];

const NOTHING: AccessRules = { roles: [], bindings: [], clusterRoles: [], clusterBindings: [] };
const rule = (more: Partial<Rule> = {}): Rule => ({ apiGroups: [''], resources: ['pods'], verbs: ['get'], ...more });
const role = (rules: Rule[], namespace?: string): RoleObject => ({ metadata: { name: 'r', namespace }, rules });
const binding = (kind: string, subject: Subject, namespace?: string): RoleBindingObject => ({
  metadata: { name: 'b', namespace },
  roleRef: { kind, name: 'r' },
  subjects: [subject],
});
const api = serviceAccount('maas', 'maas-api');
const subject: Subject = { kind: 'ServiceAccount', name: 'maas-api', namespace: 'maas' };
const get: Permission = { verb: 'get', group: '', resource: 'pods', namespace: 'llm' };
const clusterWide = (rules: Rule[], to: Subject = subject): AccessRules => ({
  ...NOTHING,
  clusterRoles: [role(rules)],
  clusterBindings: [binding('ClusterRole', to)],
});
const inNamespace = (rules: Rule[], namespace: string, to: Subject = subject): AccessRules => ({
  ...NOTHING,
  roles: [role(rules, namespace)],
  bindings: [binding('Role', to, namespace)],
});

test('a cluster role binding grants everywhere, a role binding in its namespace only', () => {
  expect(allows(clusterWide([rule()]), api, get)).toBe(true);
  expect(allows(clusterWide([rule()]), api, { ...get, namespace: undefined })).toBe(true);
  expect(allows(inNamespace([rule()], 'llm'), api, get)).toBe(true);
  expect(allows(inNamespace([rule()], 'maas'), api, get)).toBe(false);
  expect(allows(inNamespace([rule()], 'llm'), api, { ...get, namespace: undefined })).toBe(false);
  expect(allows(NOTHING, api, get)).toBe(false);
});

test('verb, group and resource are compared literally, but for *', () => {
  const may = (more: Partial<Rule>, wanted: Partial<Permission> = {}): boolean =>
    allows(clusterWide([rule(more)]), api, { ...get, ...wanted });
  expect(may({ verbs: ['*'], apiGroups: ['*'], resources: ['*'] })).toBe(true);
  expect(may({ verbs: ['list'] })).toBe(false);
  expect(may({ apiGroups: ['apps'] })).toBe(false);
  expect(may({ resources: ['pod*'] })).toBe(false);
});

test('a subresource has to be named, or covered by *', () => {
  const token: Permission = { verb: 'create', group: '', resource: 'serviceaccounts', subresource: 'token' };
  const may = (resources: string[]): boolean =>
    allows(clusterWide([rule({ verbs: ['create'], resources })]), api, token);
  expect(may(['serviceaccounts'])).toBe(false);
  expect(may(['serviceaccounts/token'])).toBe(true);
  expect(may(['*/token'])).toBe(true);
  expect(may(['*'])).toBe(true);
});

test('a rule with names covers those names, and no question without one', () => {
  const rules = clusterWide([rule({ resourceNames: ['a'] })]);
  expect(allows(rules, api, { ...get, name: 'a' })).toBe(true);
  expect(allows(rules, api, { ...get, name: 'b' })).toBe(false);
  expect(allows(rules, api, get)).toBe(false);
});

test('a service account is named with its namespace, or is in the groups of its namespace and of all', () => {
  const may = (to: Subject): boolean => allows(clusterWide([rule()], to), api, get);
  expect(may({ kind: 'ServiceAccount', name: 'maas-api', namespace: 'other' })).toBe(false);
  expect(may({ kind: 'User', name: 'system:serviceaccount:maas:maas-api' })).toBe(true);
  expect(may({ kind: 'Group', name: 'system:serviceaccounts:maas' })).toBe(true);
  expect(may({ kind: 'Group', name: 'system:authenticated' })).toBe(true);
  expect(may({ kind: 'Group', name: 'system:serviceaccounts:maas*' })).toBe(false);
  // In a role binding the namespace of the account is the binding's, where it is not given.
  expect(
    allows(inNamespace([rule()], 'maas', { kind: 'ServiceAccount', name: 'maas-api' }), api, {
      ...get,
      namespace: 'maas',
    }),
  ).toBe(true);
});

test('a binding without subjects, or to a role that does not exist, grants nothing', () => {
  const bare = { ...clusterWide([rule()]), clusterBindings: [{ ...binding('ClusterRole', subject), subjects: null }] };
  expect(allows(bare, api, get)).toBe(false);
  expect(allows({ ...clusterWide([rule()]), clusterRoles: [] }, api, get)).toBe(false);
  expect(grantsOf({ ...clusterWide([rule()]), clusterRoles: [] }, get)).toEqual([]);
});

const words = fc.constantFrom('a', 'b', '*');
const anyRule = fc
  .record({
    apiGroups: fc.array(words),
    resources: fc.array(words),
    verbs: fc.array(words),
    resourceNames: fc.array(words),
  })
  .map((more) => rule(more));
const anyQuestion = fc.record({
  verb: fc.constantFrom('a', 'b'),
  group: fc.constantFrom('a', 'b'),
  resource: fc.constantFrom('a', 'b'),
});

test('another rule allows more, and never less', () => {
  fc.assert(
    fc.property(fc.array(anyRule), anyRule, anyQuestion, (rules, more, wanted) => {
      if (allows(clusterWide(rules), api, wanted))
        expect(allows(clusterWide([...rules, more]), api, wanted)).toBe(true);
    }),
  );
});

test('what is allowed in the whole cluster is allowed in every namespace', () => {
  fc.assert(
    fc.property(fc.array(anyRule), anyQuestion, (rules, wanted) => {
      if (allows(clusterWide(rules), api, wanted))
        expect(allows(clusterWide(rules), api, { ...wanted, namespace: 'any' })).toBe(true);
    }),
  );
});
