import { join } from 'node:path';
import { readCache } from './cache.ts';
import type { Answer, Cluster, Kind, ListOptions, WhoAmI } from './cluster.ts';
import type { Connection } from './connection.ts';
import { connect } from './direct-connection.ts';
import { type Discovery, discovery } from './discovery.ts';
import { tryCreate } from './dry-run.ts';
import { lookUpImages } from './image-imports.ts';
import { collectionPath, RawObject, readAs, slim } from './objects.ts';
import { readList } from './paging.ts';
import { currentVersion, readiness, readLog } from './questions.ts';
import { relayed } from './relayed-connection.ts';
import { reviewAccess, reviewSelf } from './reviews.ts';
import { selecting } from './selector.ts';
import { parsedAs, refused, statusOf } from './status.ts';
import { answered, Unreachable } from './unreachable.ts';

export interface LiveOptions {
  /** File or files; the cluster that the process runs in when absent. */
  kubeconfig?: string;
  context?: string;
  /** Socket of the command that holds the run's connection (relay.ts): it is asked instead. */
  apiSocket?: string;
  /** A connection of somebody else, who closes it: it is asked instead. */
  connection?: () => Promise<Connection>;
  /** The run's private folder: what was read survives a restart of the worker there. */
  privateFolder?: string;
}

export interface LiveCluster extends Cluster {
  /** Reads a kind anew after a change of ours. */
  forget(kind: Kind<unknown>): void;
  /** The connection, for what writes and for what asks with the same credentials elsewhere. Throws Unreachable. */
  connection(): Promise<Connection>;
}

/** Whether a cluster is asked by its API server, and so can be written to. */
export const isLive = (cluster: Cluster): cluster is LiveCluster =>
  cluster.source === 'live' && 'connection' in cluster;

/** A cluster by its API server. Nothing is asked before the first question, so a bad kubeconfig is an answer too. */
export function liveCluster({
  kubeconfig,
  context,
  apiSocket,
  connection: given,
  privateFolder,
}: LiveOptions): LiveCluster {
  const cache = readCache(privateFolder === undefined ? undefined : join(privateFolder, 'cluster'));
  const allowed = new Map<string, Promise<Answer<boolean>>>();
  let opened: Promise<{ connection: Connection; types: Discovery }> | undefined;
  let where = kubeconfig ?? 'the cluster around this process';

  const connected = async (): Promise<Connection> => {
    if (given !== undefined) return given();
    return apiSocket === undefined ? connect(kubeconfig, context) : relayed(apiSocket);
  };
  const open = async () => {
    opened ??= connected().then(
      (connection) => ({ connection, types: discovery(connection) }),
      (error: unknown) => {
        opened = undefined;
        throw error;
      },
    );
    const api = await opened;
    where = api.connection.url;
    return api;
  };
  /** Asked once it is known: who the caller is does not change in a run. */
  let self: Answer<WhoAmI> | undefined;
  const whoAmI = async (): Promise<Answer<WhoAmI>> => {
    const answer = self ?? (await answered(async () => reviewSelf((await open()).connection)));
    self = answer.kind === 'found' ? answer : undefined;
    return answer;
  };
  return {
    source: 'live',
    get where() {
      return where;
    },
    version: () =>
      answered(async () => {
        const { connection, types } = await open();
        return currentVersion(types, connection, whoAmI);
      }),
    now: async () => Date.now(),
    readiness: () => answered(async () => readiness((await open()).connection)),
    whoAmI,
    list: <T>(kind: Kind<T>, options: ListOptions = {}) =>
      answered<{ items: T[]; malformed: string[] }>(async () => {
        const chosen = selecting(kind, options);
        const list = await cache.list(kind, chosen, async () => {
          const { connection, types } = await open();
          return readList(kind, chosen, connection, types);
        });
        return list.kind === 'found' ? { kind: 'found', value: readAs(kind, list.value) } : list;
      }),
    get: <T>(kind: Kind<T>, name: string, namespace?: string) =>
      answered<T>(async () => {
        const object = await cache.object(kind, { name, namespace }, async () => {
          const { connection, types } = await open();
          return readObject(kind, name, namespace, connection, types);
        });
        return object.kind === 'found' ? readOne(kind, object.value, where) : object;
      }),
    logs: (options) => answered(async () => readLog((await open()).connection, options)),
    can: (permission) => {
      const key = JSON.stringify(permission);
      const asked =
        allowed.get(key) ??
        answered(async () => reviewAccess((await open()).connection, permission)).then((answer) => {
          if (answer.kind === 'unreachable') allowed.delete(key);
          return answer;
        });
      allowed.set(key, asked);
      return asked;
    },
    dryRun: (object, kind) =>
      answered(async () => {
        const { connection, types } = await open();
        return tryCreate(connection, types, object, kind);
      }),
    lookUpImages: (images) => answered(async () => lookUpImages((await open()).connection, images)),
    forget: (kind) => cache.forget(kind),
    connection: async () => (await open()).connection,
    close: async () => {
      const api = await opened?.catch(() => undefined);
      if (given === undefined) await api?.connection.close();
    },
  };
}

async function readObject(
  kind: Kind<unknown>,
  name: string,
  namespace: string | undefined,
  connection: Connection,
  types: Discovery,
): Promise<Answer<RawObject>> {
  const path = `${collectionPath(kind, namespace)}/${encodeURIComponent(name)}`;
  const answer = await connection.send({ path });
  if (answer.status === 200)
    return { kind: 'found', value: slim(parsedAs(RawObject, connection.url, path, answer), kind) };
  if (answer.status === 404) {
    // A Status that names the object is about the object; any other 404 may be about its type.
    if (statusOf(answer)?.details?.name === name) return { kind: 'not-found' };
    return (await types.serves(kind)) ? { kind: 'not-found' } : { kind: 'type-missing' };
  }
  return refused(connection.url, path, answer, {
    verb: 'get',
    group: kind.group,
    resource: kind.plural,
    namespace,
    name,
  });
}

function readOne<T>(kind: Kind<T>, object: RawObject, url: string): Answer<T> {
  const { items, malformed } = readAs(kind, [object]);
  const item = items[0];
  if (item === undefined) throw new Unreachable(`${url} answered an object of another shape: ${malformed.join('; ')}`);
  return { kind: 'found', value: item };
}
