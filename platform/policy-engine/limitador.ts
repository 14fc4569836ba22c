import type { Layout } from '../../layouts/layout.ts';
import { Deployment } from '../cluster/kinds/core.ts';
import { Limitador, type LimitadorObject } from '../cluster/kinds/policy-engine.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import type { DeploymentObject } from '../cluster/workloads.ts';
import { Inconclusive } from '../outcome.ts';

/** Stores by their names in the Limitador resource and on Limitador's command line. */
const STORES = ['memory', 'disk', 'redis', 'redis-cached', 'redis_cached'];
/** Those that all replicas share. */
const SHARED = ['redis', 'redis-cached', 'redis_cached'];

/** How Limitador counts. */
export interface LimitadorStorage {
  /** namespace/name of its Deployment. */
  place: string;
  replicas: number;
  /** undefined: neither the resource nor the command line tells. */
  store?: string;
}

function storeOf(deployment: DeploymentObject, resources: readonly LimitadorObject[]): string | undefined {
  const words = (deployment.spec?.template?.spec?.containers ?? []).flatMap(({ command = [], args = [] }) => [
    ...command,
    ...args,
  ]);
  const running = words.find((word) => STORES.includes(word));
  if (running !== undefined) return running;
  // The operator's resource: without a storage it counts in memory.
  const [resource] = resources;
  return resource === undefined ? undefined : (Object.keys(resource.spec?.storage ?? {})[0] ?? 'memory');
}

/** Reads where Limitador keeps its counters, from what runs, or else from its resource. undefined: it does not run. */
export async function limitadorStorage(
  cluster: Pick<ClusterReader, 'findIn' | 'listIfKnown'>,
  layout: Layout,
): Promise<LimitadorStorage | undefined> {
  const { name, namespaces } = layout.workloads.limitador;
  const deployment = await cluster.findIn(Deployment, name, namespaces);
  if (deployment === undefined) return undefined;
  const { namespace = '' } = deployment.metadata;
  const resources = (await cluster.listIfKnown(Limitador, { namespace })) ?? [];
  return {
    place: `${namespace}/${name}`,
    replicas: deployment.spec?.replicas ?? 1,
    store: storeOf(deployment, resources),
  };
}

/** What is wrong with it: replicas that count apart each grant the whole limit (FM-61). */
export function storageProblem({ place, replicas, store }: LimitadorStorage): string | undefined {
  if (replicas < 2 || store === undefined || SHARED.includes(store)) return undefined;
  return `Limitador ${place} has ${replicas} replicas that count apart (${store}): together they grant ${replicas} times each limit (FM-61)`;
}

/** Its Deployment, to stop or restart it. Throws Inconclusive where it does not run. */
export function workloadPlace(
  storage: LimitadorStorage | undefined,
  title: string,
): { name: string; namespace: string } {
  const [namespace, name] = storage?.place.split('/') ?? [];
  if (namespace === undefined || name === undefined)
    throw new Inconclusive(`${title} does not run: nothing to disturb`);
  return { namespace, name };
}
