import type { Permission } from './cluster.ts';
import {
  ClusterRole,
  ClusterRoleBinding,
  Role,
  RoleBinding,
  type RoleBindingObject,
  type RoleObject,
} from './kinds/rbac.ts';
import type { ClusterReader } from './reader.ts';

/** The RBAC objects that decide what somebody may do: those of the cluster, and those of the namespaces that were read. */
export interface AccessRules {
  roles: readonly RoleObject[];
  bindings: readonly RoleBindingObject[];
  clusterRoles: readonly RoleObject[];
  clusterBindings: readonly RoleBindingObject[];
}

/** Somebody, as authentication tells the authorizer: a name, where there is one, and groups. */
export interface Caller {
  username?: string;
  groups: readonly string[];
}

type Rule = NonNullable<RoleObject['rules']>[number];
type Subject = NonNullable<RoleBindingObject['subjects']>[number];

/** A service account, with the groups that Kubernetes puts it into. */
export const serviceAccount = (namespace: string, name: string): Caller => ({
  username: `system:serviceaccount:${namespace}:${name}`,
  groups: [`system:serviceaccounts:${namespace}`, 'system:serviceaccounts', 'system:authenticated'],
});

const names = (listed: readonly string[] | undefined, wanted: string): boolean =>
  (listed ?? []).some((name) => name === wanted || name === '*');

/** Whether one rule covers what is wanted; a rule with names covers no question without a name. */
function covers(rule: Rule, { verb, group, resource, subresource, name }: Permission): boolean {
  const whole = subresource === undefined ? resource : `${resource}/${subresource}`;
  const only = rule.resourceNames ?? [];
  return (
    names(rule.verbs, verb) &&
    names(rule.apiGroups, group) &&
    (names(rule.resources, whole) ||
      (subresource !== undefined && (rule.resources ?? []).includes(`*/${subresource}`))) &&
    (only.length === 0 || (name !== undefined && only.includes(name)))
  );
}

function isCaller(subject: Subject, caller: Caller, namespace: string | undefined): boolean {
  if (subject.kind === 'Group') return caller.groups.includes(subject.name);
  if (subject.kind === 'User') return subject.name === caller.username;
  return (
    subject.kind === 'ServiceAccount' &&
    caller.username === `system:serviceaccount:${subject.namespace ?? namespace ?? ''}:${subject.name}`
  );
}

/** The role that a binding names; undefined where there is none, and the binding grants nothing. */
export function roleOf(binding: RoleBindingObject, rules: AccessRules): RoleObject | undefined {
  const { kind, name } = binding.roleRef;
  if (kind === 'ClusterRole') return rules.clusterRoles.find(({ metadata }) => metadata.name === name);
  return rules.roles.find(
    ({ metadata }) => metadata.name === name && metadata.namespace === binding.metadata.namespace,
  );
}

/** The bindings that can grant something in a namespace: its own and the cluster's; without one, the cluster's alone. */
function bindingsFor(rules: AccessRules, namespace: string | undefined): RoleBindingObject[] {
  const own = rules.bindings.filter(({ metadata }) => namespace !== undefined && metadata.namespace === namespace);
  return [...rules.clusterBindings, ...own];
}

/** The bindings that grant what is wanted, to whomever they name. */
export const grantsOf = (rules: AccessRules, wanted: Permission): RoleBindingObject[] =>
  bindingsFor(rules, wanted.namespace).filter((binding) =>
    (roleOf(binding, rules)?.rules ?? []).some((rule) => covers(rule, wanted)),
  );

/** Whether somebody may do what is wanted, as Kubernetes’ RBAC decides it. Without a namespace: in every namespace. */
export function allows(rules: AccessRules, caller: Caller, wanted: Permission): boolean {
  if (caller.groups.includes('system:masters')) return true;
  return grantsOf(rules, wanted).some((binding) =>
    (binding.subjects ?? []).some((subject) => isCaller(subject, caller, binding.metadata.namespace)),
  );
}

/** Reads the RBAC of the cluster and of these namespaces. Inconclusive where a part of it may not be read. */
export async function readAccessRules(
  cluster: Pick<ClusterReader, 'list'>,
  namespaces: readonly string[],
): Promise<AccessRules> {
  const places = [...new Set(namespaces)];
  const [clusterRoles, clusterBindings, roles, bindings] = await Promise.all([
    cluster.list(ClusterRole),
    cluster.list(ClusterRoleBinding),
    Promise.all(places.map((namespace) => cluster.list(Role, { namespace }))),
    Promise.all(places.map((namespace) => cluster.list(RoleBinding, { namespace }))),
  ]);
  return { clusterRoles, clusterBindings, roles: roles.flat(), bindings: bindings.flat() };
}
