import type { ObjectOf } from './kinds/base.ts';
import { DaemonSet } from './kinds/core.ts';
import type { ClusterReader } from './reader.ts';

type DaemonSetObject = ObjectOf<typeof DaemonSet>;

const NAMESPACE = 'openshift-dns';

/** What is wrong with a DaemonSet: not on all of its nodes, or not judged as it is now. Empty where it is complete. */
function daemonSetProblems({ metadata, status }: DaemonSetObject): string[] {
  const name = `DaemonSet ${metadata.namespace}/${metadata.name}`;
  const { desiredNumberScheduled: desired, numberAvailable: available = 0, observedGeneration } = status ?? {};
  if (metadata.deletionTimestamp !== undefined) return [`${name} is being deleted since ${metadata.deletionTimestamp}`];
  if (desired === undefined) return [`${name} does not tell on how many nodes it should be`];
  if (metadata.generation !== undefined && observedGeneration !== metadata.generation)
    return [`${name}: its status is about generation ${observedGeneration ?? 'none'}, now ${metadata.generation}`];
  if (desired === 0) return [`${name} is for no node`];
  return available < desired ? [`${name} is available on ${available} of ${desired} nodes`] : [];
}

/** Cluster DNS: its DaemonSet, and an image with a shell that every node has already. */
export async function clusterDns(
  cluster: Pick<ClusterReader, 'list'>,
): Promise<{ problems: string[]; nodes: number; image?: string }> {
  const daemonSets = await cluster.list(DaemonSet, { namespace: NAMESPACE });
  const named = (name: string) => daemonSets.find(({ metadata }) => metadata.name === name);
  const dns = named('dns-default');
  return {
    problems: dns === undefined ? [`DaemonSet ${NAMESPACE}/dns-default does not exist`] : daemonSetProblems(dns),
    nodes: dns?.status?.numberAvailable ?? 0,
    image: named('node-resolver')?.spec?.template?.spec?.containers?.[0]?.image,
  };
}
