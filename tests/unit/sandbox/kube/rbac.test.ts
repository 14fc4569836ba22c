import { expect, test } from 'vitest';
import { objectStore } from '../../../../sandbox/kube/object-store.ts';
import { authorize, type PolicyRule, rulesFor } from '../../../../sandbox/kube/rbac.ts';
import type { KubeObject } from '../../../../sandbox/object.ts';

const apiVersion = 'rbac.authorization.k8s.io/v1';
const role = (name: string, rules: PolicyRule[], namespace?: string): KubeObject => ({
  apiVersion,
  kind: namespace === undefined ? 'ClusterRole' : 'Role',
  metadata: { name, namespace },
  rules,
});
const binding = (roleRef: { kind: string; name: string }, subject: object, namespace?: string): KubeObject => ({
  apiVersion,
  kind: namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding',
  metadata: { name: 'b', namespace },
  roleRef,
  subjects: [subject],
});
const user = { kind: 'User', name: 'ann' };
const ann = { username: 'ann', groups: ['dev'] };
const pods = { group: '', resource: 'pods', namespace: 'n' };

const decide = (rules: PolicyRule[], wanted: Parameters<typeof authorize>[2]): boolean =>
  authorize(objectStore([role('r', rules), binding({ kind: 'ClusterRole', name: 'r' }, user)]), ann, wanted).allowed;

test.each<[string, PolicyRule, object, boolean]>([
  ['the verb', { verbs: ['get'], apiGroups: [''], resources: ['pods'] }, { ...pods, verb: 'get' }, true],
  ['another verb', { verbs: ['get'], apiGroups: [''], resources: ['pods'] }, { ...pods, verb: 'list' }, false],
  ['any verb', { verbs: ['*'], apiGroups: [''], resources: ['pods'] }, { ...pods, verb: 'list' }, true],
  ['another group', { verbs: ['*'], apiGroups: ['apps'], resources: ['pods'] }, { ...pods, verb: 'get' }, false],
  [
    'a subresource not named',
    { verbs: ['*'], apiGroups: ['*'], resources: ['pods'] },
    { ...pods, subresource: 'log', verb: 'get' },
    false,
  ],
  [
    'a subresource named',
    { verbs: ['*'], apiGroups: ['*'], resources: ['pods/log'] },
    { ...pods, subresource: 'log', verb: 'get' },
    true,
  ],
  [
    'a subresource of all',
    { verbs: ['*'], apiGroups: ['*'], resources: ['*/log'] },
    { ...pods, subresource: 'log', verb: 'get' },
    true,
  ],
  [
    'everything',
    { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
    { ...pods, subresource: 'log', verb: 'get' },
    true,
  ],
  [
    'the name',
    { verbs: ['*'], apiGroups: ['*'], resources: ['pods'], resourceNames: ['p'] },
    { ...pods, name: 'p', verb: 'get' },
    true,
  ],
  [
    'another name',
    { verbs: ['*'], apiGroups: ['*'], resources: ['pods'], resourceNames: ['p'] },
    { ...pods, name: 'q', verb: 'get' },
    false,
  ],
  [
    'no name',
    { verbs: ['*'], apiGroups: ['*'], resources: ['pods'], resourceNames: ['p'] },
    { ...pods, verb: 'list' },
    false,
  ],
  ['a path', { verbs: ['get'], nonResourceURLs: ['/readyz'] }, { path: '/readyz', verb: 'get' }, true],
  ['a path below', { verbs: ['get'], nonResourceURLs: ['/apis/*'] }, { path: '/apis/a/v1', verb: 'get' }, true],
  ['another path', { verbs: ['get'], nonResourceURLs: ['/readyz'] }, { path: '/metrics', verb: 'get' }, false],
  [
    'a path by a resource rule',
    { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
    { path: '/metrics', verb: 'get' },
    false,
  ],
])('a rule for %s', (_title, rule, wanted, allowed) => {
  expect(decide([rule], wanted as Parameters<typeof authorize>[2])).toBe(allowed);
});

const all: PolicyRule[] = [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }];

test('a RoleBinding reaches its own namespace and nothing else', () => {
  const store = objectStore([role('r', all), binding({ kind: 'ClusterRole', name: 'r' }, user, 'n')]);
  expect(authorize(store, ann, { ...pods, verb: 'get' }).allowed).toBe(true);
  expect(authorize(store, ann, { ...pods, namespace: 'm', verb: 'get' }).allowed).toBe(false);
  expect(authorize(store, ann, { ...pods, namespace: undefined, verb: 'list' }).allowed).toBe(false);
});

test.each([
  ['a group', { kind: 'Group', name: 'dev' }, ann, true],
  ['a group of others', { kind: 'Group', name: 'ops' }, ann, false],
  ['a group of a user’s name', { kind: 'Group', name: 'ann' }, ann, false],
  [
    'a service account',
    { kind: 'ServiceAccount', name: 's', namespace: 'm' },
    { username: 'system:serviceaccount:m:s', groups: [] },
    true,
  ],
  [
    'one of another namespace',
    { kind: 'ServiceAccount', name: 's', namespace: 'n' },
    { username: 'system:serviceaccount:m:s', groups: [] },
    false,
  ],
])('a subject that is %s', (_title, subject, caller, allowed) => {
  const store = objectStore([role('r', all), binding({ kind: 'ClusterRole', name: 'r' }, subject)]);
  expect(authorize(store, caller, { ...pods, verb: 'get' }).allowed).toBe(allowed);
});

test('a binding to a role that does not exist grants nothing', () => {
  const store = objectStore([binding({ kind: 'ClusterRole', name: 'gone' }, user)]);
  expect(authorize(store, ann, { ...pods, verb: 'get' })).toEqual({ allowed: false, reason: '' });
});

test('the decision names the binding and the role', () => {
  const store = objectStore([role('r', all, 'n'), binding({ kind: 'Role', name: 'r' }, user, 'n')]);
  expect(authorize(store, ann, { ...pods, verb: 'get' }).reason).toBe(
    'RBAC: allowed by RoleBinding "b/n" of Role "r" to User "ann"',
  );
  expect(rulesFor(store, ann, 'n')).toEqual(all);
  expect(rulesFor(store, ann, 'm')).toEqual([]);
});
