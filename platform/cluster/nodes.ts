import { readCondition } from './conditions.ts';
import type { ObjectOf } from './kinds/base.ts';
import type { Node } from './kinds/core.ts';
import { parseQuantity } from './quantity.ts';

export type NodeObject = ObjectOf<typeof Node>;

const WORKER = 'node-role.kubernetes.io/worker';
const REPELLING = ['NoSchedule', 'NoExecute'];
/** A taint that keeps other workload off GPU nodes; models that need a GPU tolerate it. */
const GPU_TAINT = 'nvidia.com/gpu';

/** Why a node takes no workload (NotReady, cordoned, tainted); undefined where it does. */
function whyUnschedulable(node: NodeObject): string | undefined {
  const ready = readCondition(node, 'Ready');
  if (!ready.holds) return `not Ready: ${ready.text}`;
  if (node.spec?.unschedulable === true) return 'cordoned';
  const taint = node.spec?.taints?.find(
    ({ key, effect }) => key !== GPU_TAINT && effect !== undefined && REPELLING.includes(effect),
  );
  return taint === undefined ? undefined : `tainted ${taint.key}:${taint.effect}`;
}

export const isWorker = (node: NodeObject): boolean => node.metadata.labels?.[WORKER] !== undefined;

/** `not counted: master-0, master-1 (tainted …), worker-2 (cordoned)`: the names of each reason together. */
function reasons(others: readonly { name: string; why: string }[]): string {
  const byReason = Map.groupBy(others, ({ why }) => why);
  return [...byReason].map(([why, nodes]) => `${nodes.map(({ name }) => name).join(', ')} (${why})`).join(', ');
}

/** Nodes apart: those that take workload, and a phrase that names the others: `; not counted: worker-2 (cordoned)`. */
export function schedulable(nodes: readonly NodeObject[]): { usable: NodeObject[]; notCounted: string } {
  const judged = nodes.map((node) => ({ node, name: node.metadata.name, why: whyUnschedulable(node) }));
  const others = judged.flatMap(({ name, why }) => (why === undefined ? [] : [{ name, why }]));
  return {
    usable: judged.filter(({ why }) => why === undefined).map(({ node }) => node),
    notCounted: others.length === 0 ? '' : `; not counted: ${reasons(others)}`,
  };
}

/**
 * What nodes offer together of a resource, in its base unit (cores, bytes).
 * `unknown` names the nodes that do not state it, or not as a quantity; they count as nothing.
 */
export function allocatable(nodes: readonly NodeObject[], resource: string): { total: number; unknown: string[] } {
  const stated = nodes.map(({ metadata, status }) => {
    const text = status?.allocatable?.[resource];
    return { name: metadata.name, text, value: text === undefined ? undefined : parseQuantity(text) };
  });
  const sum = stated.reduce((total, { value = 0 }) => total + value, 0);
  return {
    // Thousandths are summed as doubles: 7.9 and 8.1 cores are 16, not 15.999….
    total: Number(sum.toFixed(6)),
    unknown: stated.flatMap(({ name, text, value }) =>
      value === undefined ? [`${name} states ${text === undefined ? 'none' : `"${text}"`}`] : [],
    ),
  };
}
