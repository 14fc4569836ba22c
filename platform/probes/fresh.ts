import { z } from 'zod';
import type { Answer, Kind } from '../cluster/cluster.ts';
import { kindOf, Metadata } from '../cluster/kinds/base.ts';
import type { LiveCluster } from '../cluster/live.ts';
import { collectionPath } from '../cluster/objects.ts';
import { parsedAs, refused } from '../cluster/status.ts';
import { answered } from '../cluster/unreachable.ts';
import { rightIn } from '../owned-labels.ts';

const Text = z.string().optional().catch(undefined);

export const PersistentVolumeClaim = kindOf(
  'PersistentVolumeClaim',
  '',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: z.looseObject({ volumeName: Text, storageClassName: Text }).optional().catch(undefined),
    status: z.looseObject({ phase: Text }).optional().catch(undefined),
  }),
);

/** What happened to an object, and how often. */
const Event = z.looseObject({
  reason: Text,
  message: Text,
  count: z.number().nullish().catch(undefined),
  involvedObject: z.looseObject({ kind: Text, name: Text }).optional().catch(undefined),
});
export type ClusterEvent = z.infer<typeof Event>;
const EventList = z.looseObject({ items: z.array(Event) });

/** One object as it is now: what changes while it is waited for is not kept. */
export const readNow = <T>(cluster: LiveCluster, kind: Kind<T>, name: string, namespace: string): Promise<Answer<T>> =>
  answered(async () => {
    const connection = await cluster.connection();
    const path = `${collectionPath(kind, namespace)}/${encodeURIComponent(name)}`;
    const answer = await connection.send({ path });
    if (answer.status === 200) return { kind: 'found', value: parsedAs(kind.schema, connection.url, path, answer) };
    if (answer.status === 404) return { kind: 'not-found' };
    // Of our own objects, which have no name before the run.
    const permission = { verb: 'get', group: kind.group, resource: kind.plural, namespace: rightIn(namespace) };
    return refused(connection.url, path, answer, permission);
  });

/** The events of a namespace. */
export const eventsNow = (cluster: LiveCluster, namespace: string): Promise<Answer<ClusterEvent[]>> =>
  answered(async () => {
    const connection = await cluster.connection();
    const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/events`;
    const answer = await connection.send({ path });
    if (answer.status === 200) return { kind: 'found', value: parsedAs(EventList, connection.url, path, answer).items };
    return refused(connection.url, path, answer, {
      verb: 'list',
      group: '',
      resource: 'events',
      namespace: rightIn(namespace),
    });
  });
