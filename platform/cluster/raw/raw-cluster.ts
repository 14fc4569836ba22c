import type { Answer } from '../cluster.ts';
import type { Connection } from '../connection.ts';
import type { RawObject } from '../objects.ts';

/** A type of object that an API server serves, as its discovery tells. */
export interface ServedType {
  group: string;
  version: string;
  plural: string;
  kind: string;
  namespaced: boolean;
}

/** What an API server serves, and the documents that say so (`/api` and `/apis`), for whoever reads a bundle of it. */
export interface Discovered {
  /** Each type once, in the version that the server prefers; those that cannot be listed are left out. */
  types: ServedType[];
  /** By the name that must-gather gives them: aggregated-discovery-api, aggregated-discovery-apis. */
  documents: Record<string, unknown>;
}

export interface LogQuestion {
  namespace: string;
  pod: string;
  container: string;
  previous: boolean;
  /** Only lines of the last so many seconds. */
  sinceSeconds?: number;
  tailLines: number;
}

/** Whoever reads a list. What he throws ends it, and is passed on. */
export interface ListReader {
  page(objects: RawObject[]): Promise<void>;
  /** The list has expired while it was read (410) and begins anew: what came before is of no state that there was. */
  restart(): Promise<void>;
}

/**
 * A cluster as a collector reads it: objects as they come, page by page, and logs as they flow; nothing is kept. Several
 * questions are asked at a time. No method throws for what the cluster answers; what a reader throws is passed on.
 */
export interface RawCluster {
  /** The API server's URL. */
  where: string;
  /** The same connections, for whoever looks at the cluster beside (liveCluster); closed with this. */
  connection: Connection;
  discover(signal?: AbortSignal): Promise<Answer<Discovered>>;
  /** Reads a list page by page; answers how many objects there were. All namespaces where none is given. */
  list(
    type: ServedType,
    namespace: string | undefined,
    reader: ListReader,
    signal?: AbortSignal,
  ): Promise<Answer<number>>;
  /** Calls `take` with the bytes of a container's log as they come. */
  log(
    question: LogQuestion,
    take: (bytes: Uint8Array) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<Answer<'ended'>>;
  /** The version of the API server. */
  version(signal?: AbortSignal): Promise<Answer<string>>;
  close(): Promise<void>;
}
