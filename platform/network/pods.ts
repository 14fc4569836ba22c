import type { ObjectOf } from '../cluster/kinds/base.ts';
import { Deployment, Namespace, Pod, type Service } from '../cluster/kinds/core.ts';
import type { LabelSelector } from '../cluster/kinds/monitoring.ts';
import { matchesLabels } from '../cluster/label-selector.ts';
import type { NetworkPod } from '../cluster/network-rules.ts';
import { isLive, type PodObject } from '../cluster/pods.ts';
import type { ClusterReader } from '../cluster/reader.ts';

export type Reader = Pick<ClusterReader, 'find' | 'findIn' | 'list' | 'listIfKnown'>;
type ServiceObject = ObjectOf<typeof Service>;

/** Somewhere a connection leads: a pod, and the port that it takes it at. */
export interface Target {
  pod: NetworkPod;
  port: number;
}

function networkPod({ metadata, spec, status }: PodObject, namespaceLabels: Record<string, string>): NetworkPod {
  const ports = (spec?.containers ?? []).flatMap((container) => container.ports ?? []);
  return {
    name: metadata.name,
    namespace: metadata.namespace ?? '',
    labels: metadata.labels ?? {},
    namespaceLabels,
    ip: status?.podIP,
    ports: ports.flatMap(({ name, containerPort }) =>
      containerPort === undefined ? [] : [{ name, number: containerPort }],
    ),
    hostNetwork: spec?.hostNetwork,
  };
}

/** The pods of a namespace that live, as NetworkPolicies see them. */
async function podsIn(cluster: Reader, namespace: string): Promise<NetworkPod[]> {
  const [namespaces, pods] = await Promise.all([cluster.list(Namespace), cluster.list(Pod, { namespace })]);
  const labels = namespaces.find(({ metadata }) => metadata.name === namespace)?.metadata.labels ?? {};
  // Kubernetes gives every namespace this label; a bundle may have been cleaned of it.
  const all = { 'kubernetes.io/metadata.name': namespace, ...labels };
  return pods.filter(isLive).map((pod) => networkPod(pod, all));
}

/** Those pods of a namespace that a selector selects; an empty one selects none here, since it would mean them all. */
export async function podsSelected(cluster: Reader, namespace: string, selector: LabelSelector): Promise<NetworkPod[]> {
  if (Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0) return [];
  return (await podsIn(cluster, namespace)).filter(({ labels }) => matchesLabels(selector, labels));
}

/** The pods of a Deployment, in the first of its namespaces that has it. */
export async function podsOfWorkload(
  cluster: Reader,
  { name, namespaces }: { name: string; namespaces: readonly string[] },
): Promise<NetworkPod[]> {
  const deployment = await cluster.findIn(Deployment, name, namespaces);
  const namespace = deployment?.metadata.namespace;
  const matchLabels = deployment?.spec?.selector?.matchLabels;
  return namespace === undefined || matchLabels === undefined ? [] : podsSelected(cluster, namespace, { matchLabels });
}

/** Where the connections to a port of a Service arrive: its pods at their own port. */
export async function targetsOfService(
  cluster: Reader,
  service: ServiceObject,
  isWanted: (port: { name?: string; port?: number }) => boolean,
): Promise<Target[]> {
  const matchLabels = service.spec?.selector ?? {};
  const pods = await podsSelected(cluster, service.metadata.namespace ?? '', { matchLabels });
  return (service.spec?.ports ?? []).filter(isWanted).flatMap(({ port, targetPort = port }) =>
    pods.flatMap((pod) => {
      const number =
        typeof targetPort === 'string' ? pod.ports.find(({ name }) => name === targetPort)?.number : targetPort;
      return number === undefined ? [] : [{ pod, port: number }];
    }),
  );
}
