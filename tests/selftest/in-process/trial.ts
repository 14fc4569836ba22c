import type { Layout } from '../../../layouts/layout.ts';
import { LAYOUTS } from '../../../layouts/layouts.ts';
import type { SandboxName } from '../../../sandbox/flavours.ts';
import { catalogue } from '../../../sandbox/kube/catalogue.ts';
import type { KubeObject } from '../../../sandbox/object.ts';
import { healthyWorld } from '../../../sandbox/sandbox.ts';
import type { InstallationName, World } from '../../../sandbox/world.ts';
import type { LoadedCheck } from './checks.ts';
import { type Judged, judged } from './judged.ts';
import { type MemoryCluster, memoryCluster, type Read } from './memory-cluster.ts';

/** An installation, and the layout that a run finds in it. */
interface Tried {
  installation: SandboxName;
  layoutName: string;
}

/** The installations that are tried, each with the layout that a run finds in it. */
export const TRIED = [
  { installation: 'guide', layoutName: 'guide' },
  { installation: 'maas-0.0.2', layoutName: 'maas-0.0.2-odh' },
] as const satisfies Tried[];

/** Every layout, with an installation that has it. */
export const MEASURED: readonly Tried[] = [
  ...TRIED,
  { installation: 'maas-0.0.2', layoutName: 'maas-0.0.2' },
  { installation: 'maas-0.0.2-rhoai', layoutName: 'maas-0.0.2-rhoai' },
  { installation: 'maas-0.0.2-kustomize', layoutName: 'maas-0.0.2-kustomize' },
];

/** A healthy installation in memory, how each check judges it, and what each check reads of it. */
export interface Trial {
  world: World;
  layout: Layout;
  cluster: MemoryCluster;
  healthy: ReadonlyMap<LoadedCheck, Judged>;
  reads: ReadonlyMap<LoadedCheck, readonly Read[]>;
  /** The checks to which something was said that no object decides. */
  assuming: ReadonlySet<LoadedCheck>;
  /** The objects that some check reads, by group and kind. */
  objects: ReadonlyMap<string, readonly KubeObject[]>;
  /** The checks that read an object. */
  readersOf(object: KubeObject): LoadedCheck[];
  judge(check: LoadedCheck, cluster?: MemoryCluster): Promise<Judged>;
}

const groupOf = ({ apiVersion }: KubeObject): string =>
  apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';

const concerns = ({ namespace, name }: Read, { metadata }: KubeObject): boolean =>
  (namespace === undefined || namespace === metadata.namespace) && (name === undefined || name === metadata.name);

/** The layout of a name. Throws where none is called so. */
export function layoutOf(name: string): Layout {
  const layout = LAYOUTS.get(name);
  if (layout === undefined) throw new RangeError(`no layout is called ${name}`);
  return layout;
}

/** Judges a healthy installation once by every check. */
export async function trial(checks: readonly LoadedCheck[], { installation, layoutName }: Tried): Promise<Trial> {
  const world = await healthyWorld({ installation, realWindows: false });
  const layout = layoutOf(layoutName);
  const memory = memoryCluster(world);
  const judge = (check: LoadedCheck, cluster = memory): Promise<Judged> => judged(check, { cluster, layout, world });
  const healthy = new Map<LoadedCheck, Judged>();
  const reads = new Map<LoadedCheck, readonly Read[]>();
  const assuming = new Set<LoadedCheck>();
  for (const check of checks) {
    healthy.set(check, await judge(check));
    reads.set(check, memory.takeReads());
    if (memory.takeAssumed()) assuming.add(check);
  }
  const types = catalogue(world.objects);
  const readersOf = (object: KubeObject): LoadedCheck[] => {
    const type = types.ofKind(groupOf(object), object.kind);
    const isRead = (read: Read): boolean =>
      read.group === type?.group && read.resource === type.plural && concerns(read, object);
    return [...reads].filter(([, asked]) => asked.some(isRead)).map(([check]) => check);
  };
  const all = types.types().flatMap(({ group, kind }) => world.objects.allOf(group, kind));
  const read = [...new Set(all)].filter((object) => readersOf(object).length > 0);
  const objects = Map.groupBy(read, (object) => `${groupOf(object)}/${object.kind}`);
  return { world, layout, cluster: memory, healthy, reads, assuming, objects, readersOf, judge };
}

/** The installations in which faults are made, each judged once while healthy. */
export async function trials(checks: readonly LoadedCheck[]): Promise<ReadonlyMap<InstallationName, Trial>> {
  const made = new Map<InstallationName, Trial>();
  for (const tried of TRIED) made.set(tried.installation, await trial(checks, tried));
  return made;
}
