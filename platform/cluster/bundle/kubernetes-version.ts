import { z } from 'zod';
import { anyKind, clusterScoped } from '../kinds/base.ts';
import { Node } from '../kinds/core.ts';
import type { RawObject } from '../objects.ts';
import { Unreachable } from '../unreachable.ts';
import type { Holdings } from './holdings.ts';

const ClusterOperator = anyKind('ClusterOperator', 'config.openshift.io', 'v1', clusterScoped);
const API_SERVER = 'kube-apiserver';

const Operands = z.looseObject({
  status: z.looseObject({ versions: z.array(z.looseObject({ name: z.string(), version: z.string() })) }),
});
const NodeInfo = z.looseObject({ status: z.looseObject({ nodeInfo: z.looseObject({ kubeletVersion: z.string() }) }) });

/** The version of the API server as its ClusterOperator tells it; else that of a node, which may differ, and says so. */
export function kubernetesVersion(holdings: Holdings): string {
  const [operator] = readable(() => holdings.one(ClusterOperator, API_SERVER).objects);
  const operand = Operands.safeParse(operator).data?.status.versions.find(({ name }) => name === API_SERVER);
  if (operand !== undefined) return `v${operand.version.replace(/^v/, '')}`;
  const nodes = readable(() => holdings.of(Node).objects);
  const kubelet = nodes.flatMap((node) => NodeInfo.safeParse(node).data?.status.nodeInfo.kubeletVersion ?? [])[0];
  return kubelet === undefined ? 'unknown' : `${kubelet} (of a node)`;
}

/** Nothing where a file is broken: the checks that need it tell so. */
function readable(read: () => RawObject[]): RawObject[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof Unreachable) return [];
    throw error;
  }
}
