import type { Observation } from '../../../layouts/observation.ts';
import { OWN_GROUP, OWN_TYPES } from '../../../layouts/releases.ts';
import type { Kind } from '../../../platform/cluster/cluster.ts';
import { anyKind } from '../../../platform/cluster/kinds/base.ts';
import { CustomResourceDefinition } from '../../../platform/cluster/kinds/core.ts';
import { KnativeServing } from '../../../platform/cluster/kinds/knative.ts';
import { ServiceMeshControlPlane } from '../../../platform/cluster/kinds/mesh.ts';
import { all, type Reading } from '../reading.ts';

/** Types beside MaaS's own whose existence says something, or spares a question. */
const TYPES: readonly string[] = [
  'authpolicies.kuadrant.io',
  'authorizationpolicies.security.istio.io',
  'clusterserviceversions.operators.coreos.com',
  'dscinitializations.dscinitialization.opendatahub.io',
  'datascienceclusters.datasciencecluster.opendatahub.io',
  'gateways.gateway.networking.k8s.io',
  'httproutes.gateway.networking.k8s.io',
  'inferenceservices.serving.kserve.io',
  'knativeservings.operator.knative.dev',
  'llminferenceservices.serving.kserve.io',
  'podmonitors.monitoring.coreos.com',
  'ratelimitpolicies.kuadrant.io',
  'servicemeshcontrolplanes.maistra.io',
  'servicemonitors.monitoring.coreos.com',
  'subscriptions.operators.coreos.com',
  'telemetrypolicies.extensions.kuadrant.io',
  'tokenratelimitpolicies.kuadrant.io',
];

/** Asked for one by one where the types themselves may not be listed. */
const FEWEST: readonly Kind<unknown>[] = [
  anyKind('MaaSSubscription', OWN_GROUP, 'v1alpha1'),
  anyKind('AITenant', OWN_GROUP, 'v1alpha1'),
  ServiceMeshControlPlane,
  KnativeServing,
];

/** Which of the telling types the cluster knows: from its definitions, or else from whether they can be listed. */
export async function types(cluster: Reading): Promise<Observation['types']> {
  const definitions = await all(cluster, CustomResourceDefinition);
  if (definitions !== undefined) {
    const names = new Set(definitions.map(({ metadata }) => metadata.name));
    const own = [...names].filter((name) => name.endsWith(`.${OWN_GROUP}`));
    return Object.fromEntries([...TYPES, ...OWN_TYPES, ...own].map((name) => [name, names.has(name)]));
  }
  const answers = await Promise.all(
    FEWEST.map(async (kind) => ({ name: `${kind.plural}.${kind.group}`, answer: await cluster.list(kind) })),
  );
  const told = answers.filter(({ answer }) => answer.kind === 'found' || answer.kind === 'type-missing');
  return told.length === 0
    ? undefined
    : Object.fromEntries(told.map(({ name, answer }) => [name, answer.kind === 'found']));
}
