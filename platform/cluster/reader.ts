import { Inconclusive, Violation } from '../outcome.ts';
import type { Answer, Cluster, ImageLook, Kind, ListOptions, LogOptions, Permission, WhoAmI } from './cluster.ts';
import { canI } from './permission-text.ts';

/** A cluster as checks read it: what cannot be known throws Inconclusive, what must be there and is not, a Violation. */
export interface ClusterReader {
  source: Cluster['source'];
  where: string;
  version(): Promise<{ kubernetes: string }>;
  /** The moment that the answers are about (milliseconds): of a bundle, when it was collected. For all that compares with now. */
  now(): Promise<number>;
  readiness(): Promise<{ ready: boolean; failing: string[] }>;
  whoAmI(): Promise<WhoAmI>;
  /** All objects of a kind. A missing type is a Violation; forbidden and unreachable are Inconclusive. The list may be empty: say so. */
  list<T>(kind: Kind<T>, options?: ListOptions): Promise<T[]>;
  /** As `list`, but undefined where the cluster does not know the type. */
  listIfKnown<T>(kind: Kind<T>, options?: ListOptions): Promise<T[] | undefined>;
  /** One object that must exist: its absence is a Violation. */
  get<T>(kind: Kind<T>, name: string, namespace?: string): Promise<T>;
  /** One object, or undefined where it or its type does not exist. */
  find<T>(kind: Kind<T>, name: string, namespace?: string): Promise<T | undefined>;
  /** The first of that name in these namespaces, in their order; undefined where none exists. Inconclusive where some could not be read and no other has it. */
  findIn<T>(kind: Kind<T>, name: string, namespaces: readonly string[]): Promise<T | undefined>;
  /** A container's log, or a sentence saying why it could not be read: a log is evidence, it never decides a check. */
  logs(options: LogOptions): Promise<string>;
  can(permission: Permission): Promise<boolean>;
  lookUpImages(images: readonly string[]): Promise<ImageLook[]>;
  dryRun(
    object: { apiVersion: string; kind: string; metadata: { name: string; namespace?: string } },
    kind: Kind<unknown>,
  ): Promise<{ admitted: true } | { admitted: false; reason: string }>;
}

function known<T>(answer: Answer<T>, subject: string): T | undefined {
  if (answer.kind === 'found') return answer.value;
  if (answer.kind === 'forbidden') {
    throw new Inconclusive(`not allowed to read ${subject}; missing permission: ${canI(answer.permission)}`);
  }
  if (answer.kind === 'unreachable') throw new Inconclusive(`${subject} could not be read: ${answer.reason}`);
  return undefined;
}

function required<T>(answer: Answer<T>, subject: string): T {
  const value = known(answer, subject);
  if (value !== undefined) return value;
  throw new Violation(
    answer.kind === 'type-missing'
      ? `the cluster does not know the type of ${subject} (its CRD is not installed)`
      : `${subject} does not exist`,
  );
}

function readableLog(answer: Answer<string>): string {
  if (answer.kind === 'found') return answer.value;
  if (answer.kind === 'forbidden') return `(not allowed to read it; missing permission: ${canI(answer.permission)})`;
  return answer.kind === 'unreachable' ? `(could not be read: ${answer.reason})` : '(there is none)';
}

const naming = (kind: Kind<unknown>, name?: string, namespace?: string): string =>
  name === undefined
    ? `${kind.plural}${kind.group === '' ? '' : `.${kind.group}`}${namespace === undefined ? '' : ` in ${namespace}`}`
    : `${kind.kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;

export function clusterReader(cluster: Cluster): ClusterReader {
  const listed = <T>(kind: Kind<T>, value: { items: T[]; malformed: string[] }): T[] => {
    // An object that cannot be read might be the very one that is wrong: dropping it would be a silent pass.
    if (value.malformed.length > 0) {
      throw new Inconclusive(`${naming(kind)} could not be understood: ${value.malformed.slice(0, 3).join('; ')}`);
    }
    return value.items;
  };
  return {
    source: cluster.source,
    get where() {
      return cluster.where;
    },
    version: async () => required(await cluster.version(), 'the API server’s version'),
    now: () => cluster.now(),
    readiness: async () => required(await cluster.readiness(), 'the API server’s readiness'),
    whoAmI: async () => required(await cluster.whoAmI(), 'the caller’s identity'),
    list: async (kind, options) =>
      listed(kind, required(await cluster.list(kind, options), naming(kind, undefined, options?.namespace))),
    listIfKnown: async (kind, options) => {
      const value = known(await cluster.list(kind, options), naming(kind, undefined, options?.namespace));
      return value === undefined ? undefined : listed(kind, value);
    },
    get: async (kind, name, namespace) =>
      required(await cluster.get(kind, name, namespace), naming(kind, name, namespace)),
    find: async (kind, name, namespace) =>
      known(await cluster.get(kind, name, namespace), naming(kind, name, namespace)),
    findIn: async (kind, name, namespaces) => {
      const answers: { answer: Answer<unknown>; namespace: string }[] = [];
      for (const namespace of namespaces) {
        const answer = await cluster.get(kind, name, namespace);
        if (answer.kind === 'found') return answer.value;
        answers.push({ answer, namespace });
      }
      // Only where no namespace has it does it matter that one could not be read.
      for (const { answer, namespace } of answers) known(answer, naming(kind, name, namespace));
      return undefined;
    },
    logs: async (options) => readableLog(await cluster.logs(options)),
    can: async (permission) => required(await cluster.can(permission), `access review (${canI(permission)})`),
    lookUpImages: async (images) =>
      required(await cluster.lookUpImages(images), 'the lookup of images (imagestreamimports.image.openshift.io)'),
    dryRun: async (object, kind) =>
      required(await cluster.dryRun(object, kind), `dry-run creation of ${naming(kind, object.metadata.name)}`),
  };
}
