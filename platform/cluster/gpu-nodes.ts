import { type NodeObject, schedulable } from './nodes.ts';

const GPU = 'nvidia.com/gpu';
/** What Node Feature Discovery says of a node that has one, and what the sample models select by. */
const LABEL = 'nvidia.com/gpu.present';

/** The nodes that offer a GPU to a pod that asks for one, and what keeps others from it. */
export interface GpuNodes {
  /** Usable and labelled: `worker-1 (4)`. */
  ready: string[];
  /** Usable, without the label. */
  unlabelled: string[];
  /** Labelled, and without a GPU to give: the device plugin does not run. */
  empty: string[];
}

/** Sorts the Ready, schedulable nodes by what they have of a GPU. */
export function gpuNodes(nodes: readonly NodeObject[]): GpuNodes {
  const sorted: GpuNodes = { ready: [], unlabelled: [], empty: [] };
  for (const { metadata, status } of schedulable(nodes).usable) {
    const count = Number(status?.allocatable?.[GPU] ?? 0);
    const isLabelled = metadata.labels?.[LABEL] === 'true';
    if (count > 0 && isLabelled) sorted.ready.push(`${metadata.name} (${count})`);
    else if (count > 0) sorted.unlabelled.push(metadata.name);
    else if (isLabelled) sorted.empty.push(metadata.name);
  }
  return sorted;
}
