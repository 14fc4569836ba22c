import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Permission } from './cluster/cluster.ts';
import type { ApiRequest } from './cluster/connection.ts';
import { Deployment, Pod } from './cluster/kinds/core.ts';
import type { LiveCluster } from './cluster/live.ts';
import { collectionPath } from './cluster/objects.ts';
import { canI } from './cluster/permission-text.ts';
import { complaint, statusOf } from './cluster/status.ts';
import { Unreachable } from './cluster/unreachable.ts';
import type { DeploymentObject } from './cluster/workloads.ts';
import { Inconclusive } from './outcome.ts';
import { EXPIRES_AT } from './owned-labels.ts';
import { writePrivateFile } from './private-file.ts';
import { settle, WAITS } from './waits.ts';

/** Label of a Deployment that a run has stopped, and the annotation with the replicas that it had. */
export const STOPPED = 'maas-verify/stopped';
const REPLICAS = 'maas-verify/replicas';

/** A Deployment, by its place. */
const Workload = z.object({ name: z.string(), namespace: z.string() });
type Workload = z.infer<typeof Workload>;

/**
 * Stops and restarts Deployments. What is stopped carries on itself what it was, and is started again by the scenario, at the
 * run's end however that comes, or by `maas-verify sweep`.
 */
export interface Disruption {
  /** Scales to no replica and waits until no pod is left. Throws Inconclusive. */
  stop(workload: Workload): Promise<void>;
  /** Gives a stopped one its replicas back and waits until they are ready. Throws Inconclusive. */
  start(workload: Workload): Promise<void>;
  /** Deletes the pods and waits until others are ready. Throws Inconclusive. */
  restart(workload: Workload): Promise<void>;
  /** Starts what this run has stopped. Answers what is still stopped, each with the reason. */
  startAll(): Promise<string[]>;
}

const placeText = ({ namespace, name }: Workload): string => `Deployment ${namespace}/${name}`;
const pathOf = ({ namespace, name }: Workload): string =>
  `${collectionPath(Deployment, namespace)}/${encodeURIComponent(name)}`;

const patching = ({ namespace, name }: Workload): Permission => ({
  verb: 'patch',
  group: 'apps',
  resource: 'deployments',
  namespace,
  name,
});

/** One change of a cluster. Throws Inconclusive naming the permission that is missing. */
async function change(
  cluster: LiveCluster,
  request: ApiRequest,
  subject: string,
  permission: Permission,
): Promise<void> {
  try {
    const connection = await cluster.connection();
    const answer = await connection.send({ ...request, retry: false });
    const { verb } = permission;
    if (answer.status < 300 || (answer.status === 404 && verb === 'delete')) return;
    if (answer.status === 403 && statusOf(answer) !== undefined)
      throw new Inconclusive(`not allowed to ${verb} ${subject}; missing permission: ${canI(permission)}`);
    throw new Inconclusive(`${subject} was not changed: ${complaint(connection.url, request.path, answer)}`);
  } catch (error) {
    if (error instanceof Unreachable) throw new Inconclusive(`${subject} was not changed: ${error.message}`);
    throw error;
  }
}

async function found(cluster: LiveCluster, workload: Workload): Promise<DeploymentObject> {
  cluster.forget(Deployment);
  const answer = await cluster.get(Deployment, workload.name, workload.namespace);
  if (answer.kind === 'found') return answer.value;
  const why = answer.kind === 'forbidden' ? `missing permission: ${canI(answer.permission)}` : answer.kind;
  throw new Inconclusive(`${placeText(workload)} could not be read: ${why}`);
}

async function podNames(cluster: LiveCluster, workload: Workload): Promise<string[]> {
  const { spec } = await found(cluster, workload);
  const labels = Object.entries(spec?.selector?.matchLabels ?? {});
  const labelSelector = labels.map(([key, value]) => `${key}=${value}`).join(',');
  cluster.forget(Pod);
  const answer = await cluster.list(Pod, { namespace: workload.namespace, labelSelector });
  if (answer.kind !== 'found') {
    const why = answer.kind === 'forbidden' ? `missing permission: ${canI(answer.permission)}` : answer.kind;
    throw new Inconclusive(`the pods of ${placeText(workload)} could not be listed: ${why}`);
  }
  return answer.value.items.map(({ metadata }) => metadata.name);
}

async function waitFor(subject: string, look: () => Promise<boolean>): Promise<void> {
  const settled = await settle(async () => ((await look()) ? true : undefined), WAITS.rollout);
  if (settled === undefined) throw new Inconclusive(`${subject} within ${WAITS.rollout / 1_000} s`);
}

/** Gives a Deployment the replicas that it carries; nothing where it carries none. Throws Inconclusive. */
export async function revive(cluster: LiveCluster, workload: Workload): Promise<void> {
  const { metadata } = await found(cluster, workload);
  const replicas = Number(metadata.annotations?.[REPLICAS]);
  if (!Number.isSafeInteger(replicas)) return;
  const body = {
    metadata: { labels: { [STOPPED]: null }, annotations: { [REPLICAS]: null, [EXPIRES_AT]: null } },
    spec: { replicas },
  };
  await change(cluster, { method: 'PATCH', path: pathOf(workload), body }, placeText(workload), patching(workload));
}

function stoppedIn(privateFolder: string) {
  const file = join(privateFolder, 'stopped.json');
  const read = (): Workload[] => {
    try {
      return z.array(Workload).parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      return [];
    }
  };
  return { read, write: (all: readonly Workload[]): void => writePrivateFile(file, JSON.stringify(all)) };
}

/** Only a run that was allowed to disrupt can stop or restart anything. */
export function disruptionOf(
  cluster: LiveCluster,
  { privateFolder, allowDisruption }: { privateFolder: string; allowDisruption: boolean },
): Disruption {
  const stopped = stoppedIn(privateFolder);
  const demandAllowed = (workload: Workload): void => {
    if (!allowDisruption)
      throw new Inconclusive(`it restarts ${placeText(workload)}; allow it with --allow-disruption`);
  };
  const isReady = async (workload: Workload): Promise<boolean> => {
    const { spec, status } = await found(cluster, workload);
    return (spec?.replicas ?? 1) > 0 && (status?.readyReplicas ?? 0) >= (spec?.replicas ?? 1);
  };
  const forget = ({ name, namespace }: Workload): void =>
    stopped.write(stopped.read().filter((one) => one.name !== name || one.namespace !== namespace));
  return {
    async stop(workload) {
      demandAllowed(workload);
      const { spec } = await found(cluster, workload);
      const replicas = spec?.replicas ?? 1;
      if (replicas === 0) throw new Inconclusive(`${placeText(workload)} has no replica to stop`);
      const until = new Date(Date.now() + WAITS.ownedLife).toISOString();
      const body = {
        metadata: {
          labels: { [STOPPED]: 'true' },
          annotations: { [REPLICAS]: String(replicas), [EXPIRES_AT]: until },
        },
        spec: { replicas: 0 },
      };
      // Noted before it is done, so that no crash loses it.
      stopped.write([...stopped.read(), workload]);
      await change(cluster, { method: 'PATCH', path: pathOf(workload), body }, placeText(workload), patching(workload));
      await waitFor(
        `${placeText(workload)} still had pods after it was scaled to 0, or its operator scaled it again,`,
        async () => (await podNames(cluster, workload)).length === 0,
      );
    },
    async start(workload) {
      await revive(cluster, workload);
      forget(workload);
      await waitFor(`${placeText(workload)} was not ready again`, () => isReady(workload));
    },
    async restart(workload) {
      demandAllowed(workload);
      const old = await podNames(cluster, workload);
      if (old.length === 0) throw new Inconclusive(`${placeText(workload)} has no pod to restart`);
      for (const name of old) {
        const path = `${collectionPath(Pod, workload.namespace)}/${encodeURIComponent(name)}`;
        const permission = { verb: 'delete', group: '', resource: 'pods', namespace: workload.namespace };
        await change(cluster, { method: 'DELETE', path }, `pod ${workload.namespace}/${name}`, permission);
      }
      await waitFor(`${placeText(workload)} was not ready again`, async () => {
        const now = await podNames(cluster, workload);
        return now.length > 0 && now.every((name) => !old.includes(name)) && (await isReady(workload));
      });
    },
    async startAll() {
      const left: string[] = [];
      for (const workload of stopped.read()) {
        try {
          await revive(cluster, workload);
          forget(workload);
        } catch (error) {
          left.push(`${placeText(workload)} is still stopped: ${error instanceof Error ? error.message : error}`);
        }
      }
      return left;
    },
  };
}
