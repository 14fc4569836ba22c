import type { KubeObject } from '../object.ts';
import { type Renaming, renamed } from './renaming.ts';

/** Open Data Hub's names, and Red Hat OpenShift AI's for the same things: deploy-rhoai-stable.sh --operator-type rhoai. */
const NAMES: Renaming = {
  whole: {
    opendatahub: 'redhat-ods-applications',
    'odh-operator': 'redhat-ods-operator',
    'odh-operator-group': 'rhoai3-operatorgroup',
    'opendatahub-operator': 'rhods-operator',
    'opendatahub-operator.v3.2.0': 'rhods-operator.3.2.0',
    'opendatahub-operator-controller-manager': 'rhods-operator',
    'operators.coreos.com/opendatahub-operator.odh-operator': 'operators.coreos.com/rhods-operator.redhat-ods-operator',
    'Open Data Hub Operator': 'Red Hat OpenShift AI',
    'Open Data Hub': 'OpenShift AI Self-Managed',
    ODH: 'Red Hat',
    'community-operators': 'redhat-operators',
    'fast-3': 'fast-3.x',
  },
  parts: [
    [/\.opendatahub\.svc\b/g, '.redhat-ods-applications.svc'],
    [/running in odh-operator\b/, 'running in redhat-ods-operator'],
    [/^quay\.io\/opendatahub\/(?:odh-)?([^:@]+)/, 'registry.redhat.io/rhoai/odh-$1-rhel9'],
  ],
};

/** The release by the OpenShift AI operator, in its namespaces. */
export function byOpenShiftAi(objects: KubeObject[]): KubeObject[] {
  const all = objects.map((object) => renamed(object, NAMES));
  for (const { kind, metadata } of all) {
    if (kind === 'Subscription' && metadata.name === 'rhods-operator') metadata.name = 'rhoai3-operator';
  }
  return all;
}
