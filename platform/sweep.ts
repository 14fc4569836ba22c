import type { Answer } from './cluster/cluster.ts';
import { ConfigMap, Deployment } from './cluster/kinds/core.ts';
import type { LiveCluster } from './cluster/live.ts';
import { qualified } from './cluster/objects.ts';
import { canI } from './cluster/permission-text.ts';
import { revive, STOPPED } from './disruption.ts';
import { accountText, maasAccounts, madeFor, removeAccount, usernameOf } from './identities/maas-accounts.ts';
import { isExpired, isOurs, MANAGED_BY, MANAGER, type Marked } from './owned-labels.ts';
import { OWNED_KINDS, type Place, placeText, remove } from './owned-removal.ts';
import { JOINED, withdraw } from './tiers/membership.ts';

export interface Swept {
  deleted: string[];
  /** Deployments that a run had stopped, and that have their replicas again. */
  started: string[];
  /** Ours, and not yet expired. */
  kept: string[];
  /** What could not be deleted or looked for, each with the reason. */
  failed: string[];
}

/** Starts what a run has stopped and not started again. */
async function startStopped(
  cluster: LiveCluster,
  { all, now }: { all: boolean; now: number },
  swept: Swept,
): Promise<void> {
  cluster.forget(Deployment);
  const answer = await cluster.list(Deployment, { labelSelector: STOPPED });
  if (answer.kind !== 'found') {
    if (answer.kind !== 'type-missing') swept.failed.push(`stopped Deployments: ${whyNot(answer)}`);
    return;
  }
  for (const { metadata } of answer.value.items) {
    const { name, namespace = '' } = metadata;
    const place = `Deployment ${namespace}/${name}`;
    if (!all && !isExpired({ metadata }, now)) {
      swept.kept.push(`${place}, stopped`);
      continue;
    }
    try {
      await revive(cluster, { name, namespace });
      swept.started.push(place);
    } catch (error) {
      swept.failed.push(`${place}: ${error instanceof Error ? error.message : error}`);
    }
  }
}

/** Takes out of tier mappings what a run has added to them and not taken out again. */
async function leaveMappings(
  cluster: LiveCluster,
  { all, now }: { all: boolean; now: number },
  swept: Swept,
): Promise<void> {
  cluster.forget(ConfigMap);
  const answer = await cluster.list(ConfigMap, { labelSelector: JOINED });
  if (answer.kind !== 'found') {
    swept.failed.push(`tier mappings with a group of ours: ${whyNot(answer)}`);
    return;
  }
  for (const { metadata } of answer.value.items) {
    const { name, namespace = '', labels = {} } = metadata;
    if (labels[JOINED] === undefined) continue;
    const place = `the group of a run in ConfigMap ${namespace}/${name}`;
    if (!all && !isExpired({ metadata }, now)) {
      swept.kept.push(place);
      continue;
    }
    try {
      await withdraw(cluster, { name, namespace });
      swept.deleted.push(place);
    } catch (error) {
      swept.failed.push(`${place}: ${error instanceof Error ? error.message : error}`);
    }
  }
}

function whyNot(answer: Exclude<Answer<unknown>, { kind: 'found' }>): string {
  if (answer.kind === 'forbidden') return canI(answer.permission);
  return answer.kind === 'unreachable' ? answer.reason : answer.kind;
}

/** Deletes objects of ours whose time is over; with `all`, every object of ours. Nothing without our label is touched. */
export async function sweep(
  cluster: LiveCluster,
  { all = false, now = Date.now() }: { all?: boolean; now?: number } = {},
): Promise<Swept> {
  const swept: Swept = { deleted: [], started: [], kept: [], failed: [] };
  for (const kind of OWNED_KINDS) {
    cluster.forget(kind);
    const answer = await cluster.list(kind, { labelSelector: `${MANAGED_BY}=${MANAGER}` });
    if (answer.kind !== 'found') {
      swept.failed.push(`${qualified(kind)}: ${whyNot(answer)}`);
      continue;
    }
    if (kind.kind === 'ServiceAccount') {
      const over = answer.value.items.filter((object) => isOurs(object) && (all || isExpired(object, now)));
      await sweepAccounts(cluster, over, swept);
    }
    for (const object of answer.value.items) {
      const { name, namespace } = object.metadata;
      const place: Place = { resource: qualified(kind), name, namespace };
      const mayDelete = (found: Marked): boolean => isOurs(found) && (all || isExpired(found, now));
      if (!mayDelete(object)) {
        swept.kept.push(placeText(place));
        continue;
      }
      const why = await remove(cluster, kind, place, mayDelete);
      if (why === undefined) swept.deleted.push(placeText(place));
      else swept.failed.push(why);
    }
  }
  await startStopped(cluster, { all, now }, swept);
  await leaveMappings(cluster, { all, now }, swept);
  return swept;
}

/** Deletes the accounts that MaaS has made for service accounts of ours: as long as ours are there, theirs can be told. */
async function sweepAccounts(cluster: LiveCluster, ours: readonly Marked[], swept: Swept): Promise<void> {
  const usernames = ours.map(({ metadata }) =>
    usernameOf({ namespace: metadata.namespace ?? '', name: metadata.name }),
  );
  if (usernames.length === 0) return;
  const accounts = await maasAccounts(cluster);
  if (accounts === undefined) swept.failed.push('the accounts that MaaS made for ours: they could not be read');
  for (const account of madeFor(usernames, accounts ?? [])) {
    const why = await removeAccount(cluster, account);
    if (why === undefined) swept.deleted.push(`serviceaccounts ${accountText(account)} (made by MaaS for ours)`);
    else swept.failed.push(why);
  }
}
