import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer, Cluster, Kind, ListOptions } from '../cluster.ts';
import { readAs } from '../objects.ts';
import { selecting, selects } from '../selector.ts';
import { answered, Unreachable } from '../unreachable.ts';
import { unpacked, unpackLogs } from './archive.ts';
import { collectedAt } from './collected-at.ts';
import { type HeldKind, heldKinds } from './held-kinds.ts';
import { type Holding, type Holdings, holdingsOf } from './holdings.ts';
import { kubernetesVersion } from './kubernetes-version.ts';
import { podLog } from './pod-log.ts';
import { rootsOf } from './roots.ts';

/** A bundle, with what it can tell besides. */
export interface BundleCluster extends Cluster {
  /** The kinds of which it holds an object. Throws Unreachable where it cannot be read. */
  kinds(): Promise<HeldKind[]>;
  /** The verdict that was put into it, as text; undefined where there is none. Throws Unreachable. */
  verdict(): Promise<string | undefined>;
}

/** Whether a cluster is a bundle, and so can be compared with another. */
export const isBundle = (cluster: Cluster): cluster is BundleCluster =>
  cluster.source === 'bundle' && 'kinds' in cluster;

interface Opened {
  /** Where it is unpacked, or is. */
  folder: string;
  packed: boolean;
  roots: string[];
  holdings: Holdings;
  now: number;
}

/**
 * A must-gather folder or archive, read as a cluster: only the files of what is asked for. A kind that was collected and has
 * no object is an empty list; one that was not collected, or only in part, is unreachable, with what to collect.
 */
export function bundleCluster(bundle: string, privateFolder: string): BundleCluster {
  let opening: Promise<Opened> | undefined;
  const open = (): Promise<Opened> => {
    opening ??= opened(bundle, privateFolder);
    return opening;
  };
  const cannot = (what: string) => (): Promise<Answer<never>> =>
    answered<never>(async () => {
      await open();
      return {
        kind: 'unreachable',
        reason: `a bundle cannot tell ${what}; verify the cluster itself with --kubeconfig`,
      };
    });
  return {
    source: 'bundle',
    where: bundle,
    version: () =>
      answered(async () => ({ kind: 'found', value: { kubernetes: kubernetesVersion((await open()).holdings) } })),
    now: async () => {
      const at = await answered<number>(async () => ({ kind: 'found', value: (await open()).now }));
      return at.kind === 'found' ? at.value : Date.now();
    },
    readiness: cannot('whether the API server is ready'),
    whoAmI: cannot('who asks'),
    can: cannot('what the caller may do'),
    dryRun: cannot('whether an object would be admitted'),
    lookUpImages: cannot('which registries the cluster reaches'),
    list: <T>(kind: Kind<T>, options: ListOptions = {}) =>
      answered<{ items: T[]; malformed: string[] }>(async () => {
        const { namespace, labelSelector } = selecting(kind, options);
        return listed(kind, (await open()).holdings.of(kind, namespace), labelSelector);
      }),
    get: <T>(kind: Kind<T>, name: string, namespace?: string) =>
      answered<T>(async () => one(kind, (await open()).holdings.one(kind, name, namespace))),
    logs: (options) =>
      answered(async () => {
        const { folder, packed, roots, now } = await open();
        if (packed) await unpackLogs(bundle, folder, options.namespace, options.pod);
        return podLog(roots, options, now);
      }),
    kinds: async () => heldKinds((await open()).roots),
    verdict: async () => verdictIn((await open()).roots),
    close: async () => undefined,
  };
}

const VERDICT = 'verdict.json';

function verdictIn(roots: readonly string[]): string | undefined {
  const file = roots.map((root) => join(root, VERDICT)).find((path) => existsSync(path) && lstatSync(path).isFile());
  return file === undefined ? undefined : readFileSync(file, 'utf8');
}

async function opened(bundle: string, privateFolder: string): Promise<Opened> {
  if (!existsSync(bundle)) throw new Unreachable(`bundle ${bundle} does not exist`);
  const packed = !statSync(bundle).isDirectory();
  const folder = packed ? await unpacked(bundle, privateFolder) : bundle;
  const roots = rootsOf(folder, bundle);
  return { folder, packed, roots, holdings: holdingsOf(roots), now: collectedAt(folder, roots) ?? Date.now() };
}

/** What can be said of a holding that lacks the object, or all of them. */
function absence({
  lacks,
  served,
}: Holding): { kind: 'type-missing' } | { kind: 'unreachable'; reason: string } | undefined {
  if (served === false) return { kind: 'type-missing' };
  return lacks === undefined ? undefined : { kind: 'unreachable', reason: lacks };
}

function listed<T>(
  kind: Kind<T>,
  held: Holding,
  labelSelector: string | undefined,
): Answer<{ items: T[]; malformed: string[] }> {
  const missing = absence(held);
  if (missing !== undefined) return missing;
  const selector = selecting(kind, { labelSelector }).labelSelector;
  const chosen = selector === undefined ? () => true : selects(selector);
  const objects = held.objects.filter(({ metadata }) => chosen(metadata.labels));
  return { kind: 'found', value: readAs(kind, objects) };
}

function one<T>(kind: Kind<T>, held: Holding): Answer<T> {
  const [object] = held.objects;
  if (object === undefined || held.served === false) return absence(held) ?? { kind: 'not-found' };
  const { items, malformed } = readAs<T>(kind, [object]);
  const [item] = items;
  if (item === undefined) throw new Unreachable(`the bundle's ${malformed.join('; ')}`);
  return { kind: 'found', value: item };
}
