import type { z } from 'zod';

/** A permission, as `oc auth can-i VERB RESOURCE.GROUP -n NAMESPACE` asks for it. */
export interface Permission {
  verb: string;
  group: string;
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

/** A type of Kubernetes object, and the shape that the harness needs of it (kinds/ has them). */
export interface Kind<T> {
  group: string;
  version: string;
  kind: string;
  plural: string;
  namespaced: boolean;
  /** How many objects a page of a list has, where the usual number would be too much to hold at once. */
  pageItems?: number;
  /** Label selector that every list of the kind has: what it leaves out is never read. */
  only?: string;
  /** Parses one object; lenient in what it does not need, so that an odd field is never a crash. */
  schema: z.ZodType<T>;
}

/** Every way a question to a cluster can end. Not one of them is an empty list. */
export type Answer<T> =
  | { kind: 'found'; value: T }
  /** The type exists, the object does not. */
  | { kind: 'not-found' }
  /** The cluster does not know the type: its CRD is not installed. */
  | { kind: 'type-missing' }
  | { kind: 'forbidden'; permission: Permission }
  /** No answer, or no sense in it. For a bundle: it does not hold this part; `reason` says what to collect. */
  | { kind: 'unreachable'; reason: string };

export interface ListOptions {
  /** All namespaces when absent. */
  namespace?: string;
  labelSelector?: string;
}

export interface LogOptions {
  namespace: string;
  pod: string;
  container?: string;
  tailLines?: number;
  /** Only lines of the last so many seconds. */
  sinceSeconds?: number;
  previous?: boolean;
}

export interface WhoAmI {
  username: string;
  groups: string[];
}

/** What became of looking an image up in its registry. */
export type ImageLook = { image: string; found: true } | { image: string; found: false; reason: string };

/** A read-only look at a cluster. Sources: live.ts, bundle.ts. No method throws for what the cluster answers. */
export interface Cluster {
  source: 'live' | 'bundle';
  /** Where it is, for a human: the API server's URL, or the bundle's path. */
  where: string;
  /** The gate: is there an API that accepts these credentials? Never cached as a failure. */
  version(): Promise<Answer<{ kubernetes: string }>>;
  /**
   * The moment that its answers are about, in milliseconds since 1970: the clock for a live cluster, the time of collection
   * for a bundle. Whatever compares an object's time with now asks here.
   */
  now(): Promise<number>;
  /** `/readyz`: ready, or the names of what is not. */
  readiness(): Promise<Answer<{ ready: boolean; failing: string[] }>>;
  whoAmI(): Promise<Answer<WhoAmI>>;
  /** All objects of a kind (paged, cached per kind and namespace for the run). Objects that do not parse are listed apart. */
  list<T>(kind: Kind<T>, options?: ListOptions): Promise<Answer<{ items: T[]; malformed: string[] }>>;
  get<T>(kind: Kind<T>, name: string, namespace?: string): Promise<Answer<T>>;
  logs(options: LogOptions): Promise<Answer<string>>;
  /** SelfSubjectAccessReview. A bundle cannot know: unreachable. */
  can(permission: Permission): Promise<Answer<boolean>>;
  /** Server-side dry-run creation of an object: admitted, or the server's reason. */
  dryRun(
    object: { apiVersion: string; kind: string; metadata: { name: string; namespace?: string } },
    kind: Kind<unknown>,
  ): Promise<Answer<{ admitted: true } | { admitted: false; reason: string }>>;
  /** Has the cluster look images up in their registries (OpenShift; nothing is imported), in the order given. */
  lookUpImages(images: readonly string[]): Promise<Answer<ImageLook[]>>;
  close(): Promise<void>;
}
