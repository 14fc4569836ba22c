import { z } from 'zod';
import type { Kind } from './cluster/cluster.ts';
import { anyKind } from './cluster/kinds/base.ts';
import type { LiveCluster } from './cluster/live.ts';
import { collectionPath, qualified } from './cluster/objects.ts';
import { canI } from './cluster/permission-text.ts';
import { complaint, statusOf } from './cluster/status.ts';
import { Unreachable } from './cluster/unreachable.ts';
import { type Marked, rightIn } from './owned-labels.ts';

/** The only kinds that are ever created, and so the only ones that are swept; the containing ones last. */
export const OWNED_KINDS: readonly Kind<Marked>[] = [
  anyKind('Pod', '', 'v1'),
  anyKind('PersistentVolumeClaim', '', 'v1'),
  anyKind('ConfigMap', '', 'v1'),
  anyKind('ServiceAccount', '', 'v1'),
  anyKind('Namespace', '', 'v1', { namespaced: false }),
];

/** Where an object of ours is; kept in the private folder before it is created, so that no crash loses it. */
export const Place = z.object({ resource: z.string(), name: z.string(), namespace: z.string().optional() });
export type Place = z.infer<typeof Place>;

export const kindNamed = (resource: string): Kind<Marked> | undefined =>
  OWNED_KINDS.find((kind) => qualified(kind) === resource);
export const placeText = ({ resource, name, namespace }: Place): string =>
  `${resource} ${namespace === undefined ? '' : `${namespace}/`}${name}`;

/** Deletes one object of ours. Answers why it is still there, or undefined where it is gone. */
export async function remove(
  cluster: LiveCluster,
  kind: Kind<Marked>,
  place: Place,
  mayDelete: (object: Marked) => boolean,
): Promise<string | undefined> {
  cluster.forget(kind);
  const found = await cluster.get(kind, place.name, place.namespace);
  if (found.kind === 'not-found' || found.kind === 'type-missing') return undefined;
  if (found.kind === 'forbidden') return `${placeText(place)}: missing permission: ${canI(found.permission)}`;
  if (found.kind === 'unreachable') return `${placeText(place)}: ${found.reason}`;
  // Somebody may have made another object of that name since.
  if (!mayDelete(found.value)) return `${placeText(place)}: it does not carry our marks any more`;
  const path = `${collectionPath(kind, place.namespace)}/${encodeURIComponent(place.name)}`;
  try {
    const connection = await cluster.connection();
    const query = { propagationPolicy: 'Background' };
    const answer = await connection.send({ method: 'DELETE', path, query, retry: false });
    if (answer.status < 300 || answer.status === 404) return undefined;
    if (answer.status === 403 && statusOf(answer) !== undefined) {
      const { group, plural: resource } = kind;
      const permission = { verb: 'delete', group, resource, namespace: rightIn(place.namespace) };
      return `${placeText(place)}: not allowed to delete it; missing permission: ${canI(permission)}`;
    }
    return `${placeText(place)}: ${complaint(connection.url, path, answer)}`;
  } catch (error) {
    if (error instanceof Unreachable) return `${placeText(place)}: ${error.message}`;
    throw error;
  }
}
