import { readCondition } from '../cluster/conditions.ts';
import { Pod } from '../cluster/kinds/core.ts';
import { canI } from '../cluster/permission-text.ts';
import { isLive } from '../cluster/pods.ts';
import type { ClusterReader } from '../cluster/reader.ts';

const APP = 'app.kubernetes.io/name';
const POD_PORTS = { group: '', resource: 'pods', subresource: 'portforward' };
/** The API server asks for `get` on the upgrade to a WebSocket, from Kubernetes 1.35 for `create` as well. */
const VERBS = [
  { verb: 'get', since: 0 },
  { verb: 'create', since: 35 },
];

/** A ready pod of the first of these apps (label app.kubernetes.io/name) that has one; undefined where none does. */
export async function readyPod(
  cluster: Pick<ClusterReader, 'list'>,
  namespace: string,
  apps: readonly string[],
): Promise<string | undefined> {
  const pods = (await cluster.list(Pod, { namespace })).filter(
    (pod) => isLive(pod) && readCondition(pod, 'Ready').holds,
  );
  for (const app of apps) {
    const found = pods.find(({ metadata }) => metadata.labels?.[APP] === app);
    if (found !== undefined) return found.metadata.name;
  }
  return undefined;
}

/** The permission that is missing for port-forwards in a namespace, as the command that asks for it; undefined where none is. */
export async function missingPermission(
  cluster: Pick<ClusterReader, 'can' | 'version'>,
  namespace: string,
): Promise<string | undefined> {
  const minor = Number(/^v?1\.(\d+)/.exec((await cluster.version()).kubernetes)?.[1] ?? 0);
  for (const { verb } of VERBS.filter(({ since }) => minor >= since)) {
    const permission = { ...POD_PORTS, verb, namespace };
    if (!(await cluster.can(permission))) return canI(permission);
  }
  return undefined;
}
