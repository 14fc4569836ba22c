import type { KubeObject, ObjectStore } from '../object.ts';

/** Someone who asks: their name and groups, as authentication found them. */
export interface Caller {
  username: string;
  groups: string[];
}

interface ResourceAttributes {
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}
interface PathAttributes {
  verb: string;
  path: string;
}
export type Attributes = ResourceAttributes | PathAttributes;

/** A rule of a Role or ClusterRole. */
export interface PolicyRule {
  verbs: string[];
  apiGroups?: string[];
  resources?: string[];
  resourceNames?: string[];
  nonResourceURLs?: string[];
}

export interface Decision {
  allowed: boolean;
  /** Which binding and role allowed it; empty when none did. */
  reason: string;
}

interface Subject {
  kind: string;
  name: string;
  namespace?: string;
}

const GROUP = 'rbac.authorization.k8s.io/v1';
const covers = (held: string[] | undefined, wanted: string): boolean =>
  held !== undefined && (held.includes('*') || held.includes(wanted));

function ruleCoversResource(rule: PolicyRule, wanted: ResourceAttributes): boolean {
  const { resource, subresource } = wanted;
  const full = subresource === undefined ? resource : `${resource}/${subresource}`;
  const resources = rule.resources ?? [];
  const names = rule.resourceNames ?? [];
  return (
    covers(rule.verbs, wanted.verb) &&
    covers(rule.apiGroups, wanted.group) &&
    (covers(resources, full) || (subresource !== undefined && resources.includes(`*/${subresource}`))) &&
    (names.length === 0 || (wanted.name !== undefined && names.includes(wanted.name)))
  );
}

const urlCovers = (pattern: string, path: string): boolean =>
  pattern === '*' || pattern === path || (pattern.endsWith('*') && path.startsWith(pattern.slice(0, -1)));

function ruleCovers(rule: PolicyRule, wanted: Attributes): boolean {
  return 'path' in wanted
    ? covers(rule.verbs, wanted.verb) && (rule.nonResourceURLs ?? []).some((url) => urlCovers(url, wanted.path))
    : ruleCoversResource(rule, wanted);
}

function isSubject(subject: Subject, caller: Caller, namespace: string | undefined): boolean {
  if (subject.kind === 'User') return subject.name === caller.username;
  if (subject.kind === 'Group') return caller.groups.includes(subject.name);
  return caller.username === `system:serviceaccount:${subject.namespace ?? namespace ?? ''}:${subject.name}`;
}

interface Grant {
  binding: KubeObject;
  role: KubeObject;
}

/** The bindings that name a caller, with their roles: those of the cluster, then those of a namespace. */
function grants(objects: ObjectStore, caller: Caller, namespace: string | undefined): Grant[] {
  const bindings = [
    ...objects.all('ClusterRoleBinding').filter((binding) => binding.apiVersion === GROUP),
    ...(namespace === undefined
      ? []
      : objects.all('RoleBinding', namespace).filter((binding) => binding.apiVersion === GROUP)),
  ];
  return bindings.flatMap((binding) => {
    const bound: Subject[] = binding['subjects'] ?? [];
    if (!bound.some((subject) => isSubject(subject, caller, binding.metadata.namespace))) return [];
    const { kind, name } = binding['roleRef'];
    const role = objects.find({
      apiVersion: GROUP,
      kind,
      name,
      namespace: kind === 'Role' ? binding.metadata.namespace : undefined,
    });
    return role === undefined ? [] : [{ binding, role }];
  });
}

const rulesOf = (role: KubeObject): PolicyRule[] => role['rules'] ?? [];

/** Decides as Kubernetes' RBAC does, from the roles and bindings in the store. Members of system:masters may do everything. */
export function authorize(objects: ObjectStore, caller: Caller, wanted: Attributes): Decision {
  if (caller.groups.includes('system:masters')) return { allowed: true, reason: '' };
  const namespace = 'path' in wanted ? undefined : wanted.namespace;
  const grant = grants(objects, caller, namespace).find(({ role }) =>
    rulesOf(role).some((rule) => ruleCovers(rule, wanted)),
  );
  if (grant === undefined) return { allowed: false, reason: '' };
  const { binding, role } = grant;
  const place = binding.metadata.namespace === undefined ? '' : `/${binding.metadata.namespace}`;
  return {
    allowed: true,
    reason: `RBAC: allowed by ${binding.kind} "${binding.metadata.name}${place}" of ${role.kind} "${role.metadata.name}" to User "${caller.username}"`,
  };
}

/** Every rule that holds for a caller in a namespace. */
export const rulesFor = (objects: ObjectStore, caller: Caller, namespace: string): PolicyRule[] =>
  grants(objects, caller, namespace).flatMap(({ role }) => rulesOf(role));
