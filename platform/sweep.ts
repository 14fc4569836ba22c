import type { LiveCluster } from './cluster/live.ts';
import { qualified } from './cluster/objects.ts';
import { canI } from './cluster/permission-text.ts';
import { isExpired, isOurs, MANAGED_BY, MANAGER, type Marked } from './owned-labels.ts';
import { OWNED_KINDS, type Place, placeText, remove } from './owned-removal.ts';

export interface Swept {
  deleted: string[];
  /** Ours, and not yet expired. */
  kept: string[];
  /** What could not be deleted or looked for, each with the reason. */
  failed: string[];
}

/** Deletes objects of ours whose time is over; with `all`, every object of ours. Nothing without our label is touched. */
export async function sweep(
  cluster: LiveCluster,
  { all = false, now = Date.now() }: { all?: boolean; now?: number } = {},
): Promise<Swept> {
  const swept: Swept = { deleted: [], kept: [], failed: [] };
  for (const kind of OWNED_KINDS) {
    cluster.forget(kind);
    const answer = await cluster.list(kind, { labelSelector: `${MANAGED_BY}=${MANAGER}` });
    if (answer.kind !== 'found') {
      const why =
        answer.kind === 'forbidden'
          ? canI(answer.permission)
          : answer.kind === 'unreachable'
            ? answer.reason
            : answer.kind;
      swept.failed.push(`${qualified(kind)}: ${why}`);
      continue;
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
  return swept;
}
