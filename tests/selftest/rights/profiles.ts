import { join } from 'node:path';
import type { PolicyRule } from '../../../sandbox/kube/rbac.ts';
import { readObjects } from '../../../sandbox/kube/store.ts';
import { ROOT } from '../verify.ts';
import type { Grant } from './grants.ts';

/** What a caller may do. */
export interface Profile {
  name: string;
  grants: Grant[];
}

const READ = ['get', 'list'];

/** What OpenShift's `view` lets its holder read: the objects of applications, without Secrets, roles and what is cluster-wide. */
const VIEW: PolicyRule[] = [
  {
    apiGroups: [''],
    resources: ['configmaps', 'endpoints', 'events', 'namespaces', 'pods', 'pods/log', 'serviceaccounts', 'services'],
    verbs: READ,
  },
  { apiGroups: ['apps'], resources: ['daemonsets', 'deployments', 'replicasets', 'statefulsets'], verbs: READ },
  { apiGroups: ['networking.k8s.io', 'route.openshift.io', 'discovery.k8s.io'], resources: ['*'], verbs: READ },
  { apiGroups: ['operators.coreos.com', 'packages.operators.coreos.com'], resources: ['*'], verbs: READ },
  { apiGroups: ['monitoring.coreos.com'], resources: ['*'], verbs: READ },
];

/** What OpenShift's `cluster-reader` adds: what is cluster-wide, of OpenShift itself. Operators add their own kinds seldom. */
const CLUSTER_READER: PolicyRule[] = [
  ...VIEW,
  { apiGroups: [''], resources: ['nodes', 'persistentvolumes'], verbs: READ },
  {
    apiGroups: [
      'admissionregistration.k8s.io',
      'apiextensions.k8s.io',
      'config.openshift.io',
      'operator.openshift.io',
      'rbac.authorization.k8s.io',
      'storage.k8s.io',
      'user.openshift.io',
    ],
    resources: ['*'],
    verbs: READ,
  },
];

/** The rules of a role that is deployed, with those of the namespaces that it reaches into. */
const deployed = (file: string): Grant[] =>
  readObjects(join(ROOT, 'deploy/rbac', file))
    .filter(({ kind }) => kind === 'ClusterRole' || kind === 'Role')
    .map(({ metadata, ...role }) => ({ namespace: metadata.namespace, rules: role['rules'] }));

export const READER: Grant[] = deployed('reader.yaml');
/** What `--allow-changes` needs beside it. */
export const CHANGER: Grant[] = deployed('changer.yaml');
/** What `--allow-disruption` needs beside it, bound in these namespaces. */
export const disrupterIn = (namespaces: readonly string[]): Grant[] =>
  namespaces.flatMap((namespace) => deployed('disrupter.yaml').map(({ rules }) => ({ namespace, rules })));

/** The reader without one verb on one resource. */
export const readerWithout = (group: string, resource: string, verb: string): Grant[] =>
  without(READER, group, resource, verb);

/** Grants without one verb on one resource. Throws where they do not have it. */
export function without(of: readonly Grant[], group: string, resource: string, verb: string): Grant[] {
  const isMeant = (rule: PolicyRule): boolean =>
    (rule.apiGroups ?? []).includes(group) && (rule.resources ?? []).includes(resource) && rule.verbs.includes(verb);
  const split = (rule: PolicyRule): PolicyRule[] =>
    isMeant(rule)
      ? [
          { ...rule, resources: (rule.resources ?? []).filter((one) => one !== resource) },
          // Of the other groups of the rule nothing is taken away.
          { ...rule, apiGroups: (rule.apiGroups ?? []).filter((one) => one !== group), resources: [resource] },
          { ...rule, apiGroups: [group], resources: [resource], verbs: rule.verbs.filter((one) => one !== verb) },
        ]
      : [rule];
  const grants = of.map(({ namespace, rules }) => ({ namespace, rules: rules.flatMap(split) }));
  if (JSON.stringify(grants) === JSON.stringify(of))
    throw new RangeError(`nothing grants ${verb} ${resource}.${group}`);
  return grants;
}

const everything = (verbs: string[]): Grant[] => [
  {
    rules: [
      { apiGroups: ['*'], resources: ['*'], verbs },
      { nonResourceURLs: ['*'], verbs: ['*'] },
    ],
  },
];

/** From somebody without any role to the administrator, and some with one verb taken away. */
export const PROFILES: readonly Profile[] = [
  { name: 'nothing', grants: [] },
  { name: 'view', grants: [{ rules: VIEW }] },
  { name: 'view of two namespaces', grants: ['opendatahub', 'llm'].map((namespace) => ({ namespace, rules: VIEW })) },
  { name: 'cluster-reader', grants: [{ rules: CLUSTER_READER }] },
  { name: 'reader', grants: READER },
  { name: 'reader without pods', grants: readerWithout('', 'pods', 'list') },
  { name: 'reader without logs', grants: readerWithout('', 'pods/log', 'get') },
  { name: 'reader without rate limit policies', grants: readerWithout('kuadrant.io', 'ratelimitpolicies', 'list') },
  { name: 'reader without gateways', grants: readerWithout('gateway.networking.k8s.io', 'gateways', 'get') },
  { name: 'reader without CRDs', grants: readerWithout('apiextensions.k8s.io', 'customresourcedefinitions', 'list') },
  { name: 'administrator without list', grants: everything(['create', 'delete', 'get', 'patch', 'update', 'watch']) },
  { name: 'administrator', grants: everything(['*']) },
];

/** They judge the caller himself, so what he may do is their subject, not their means. */
export const ABOUT_THE_CALLER: readonly string[] = ['prereq.cluster-admin', 'prereq.operator-install-rights'];
