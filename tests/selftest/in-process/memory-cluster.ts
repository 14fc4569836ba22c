import { z } from 'zod';
import type { Answer, Cluster, Kind, Permission } from '../../../platform/cluster/cluster.ts';
import { RawObject, readAs, slim } from '../../../platform/cluster/objects.ts';
import { selects } from '../../../platform/cluster/selector.ts';
import { catalogue } from '../../../sandbox/kube/catalogue.ts';
import type { KubeObject } from '../../../sandbox/object.ts';
import type { World } from '../../../sandbox/world.ts';

/** One question that was put to the cluster. */
export type Read = Pick<Permission, 'verb' | 'group' | 'resource' | 'namespace' | 'name'>;

export interface MemoryCluster extends Cluster {
  /** What was read since the last call, each question once. */
  takeReads(): Read[];
  /** Notes that a question was answered which no object decides: what only a server, a gateway or a machine can say. */
  assume(): void;
  /** Whether something was assumed since the last call. */
  takeAssumed(): boolean;
  /** Answers with this object in place of the one of its kind, name and namespace; undefined: with its objects as they are. */
  replace(object: KubeObject | undefined, by?: unknown): void;
}

/** An object as its kind reads it. */
type ReadObject = { item: unknown } | { malformed: string } | { unlike: true };

/**
 * The objects of a sandbox, read as those that an API server sends: through the same border, without a server between. What
 * does not look like an object at all makes its list unreadable, as it does where a page of it is parsed.
 * @param allowed what the caller may ask; everything when absent
 */
export function memoryCluster(world: World, allowed: (asked: Permission) => boolean = () => true): MemoryCluster {
  const types = catalogue(world.objects);
  const reads = new Map<string, Read>();
  let assumed = false;
  const assuming = async <T>(value: T): Promise<T> => {
    assumed = true;
    return value;
  };
  // Objects are read once for each kind: thousands of judgements differ in one object.
  const known = new Map<Kind<unknown>, WeakMap<KubeObject, ReadObject>>();
  let replaced: { object: KubeObject; by: unknown } | undefined;

  const read = (kind: Kind<unknown>, value: unknown): ReadObject => {
    const raw = RawObject.safeParse(value);
    if (!raw.success) return { unlike: true };
    const { items, malformed } = readAs(kind, [slim(raw.data, kind)]);
    return items.length > 0 ? { item: items[0] } : { malformed: malformed.join('; ') };
  };
  const readKnown = (kind: Kind<unknown>, object: KubeObject): ReadObject => {
    if (object === replaced?.object) return read(kind, replaced.by);
    const ofKind = known.get(kind) ?? new WeakMap<KubeObject, ReadObject>();
    known.set(kind, ofKind);
    const found = ofKind.get(object) ?? read(kind, object);
    ofKind.set(object, found);
    return found;
  };
  const objects = (kind: Kind<unknown>, asked: Read): Answer<ReadObject[]> => {
    reads.set(JSON.stringify(asked), asked);
    if (!allowed(asked)) return { kind: 'forbidden', permission: asked };
    if (types.find(kind.group, kind.version, kind.plural) === undefined) return { kind: 'type-missing' };
    const { namespace, name } = asked;
    const found = world.objects
      .allOf(kind.group, kind.kind, namespace)
      .filter(({ metadata }) => name === undefined || metadata.name === name)
      .map((object) => readKnown(kind, object));
    if (found.some((one) => 'unlike' in one))
      return { kind: 'unreachable', reason: `${kind.plural}: JSON of another shape` };
    return { kind: 'found', value: found };
  };
  const assumingPermitted = <T>(permission: Permission, value: T): Promise<Answer<T>> =>
    assuming(allowed(permission) ? { kind: 'found', value } : { kind: 'forbidden', permission });
  const cannot = async (): Promise<Answer<never>> => ({ kind: 'unreachable', reason: 'there is no server' });
  return {
    source: 'live',
    where: 'https://memory.example',
    takeReads: () => {
      const taken = [...reads.values()];
      reads.clear();
      return taken;
    },
    assume: () => {
      assumed = true;
    },
    takeAssumed: () => {
      const taken = assumed;
      assumed = false;
      return taken;
    },
    replace: (object, by) => {
      replaced = object === undefined ? undefined : { object, by };
    },
    version: async () => ({ kind: 'found', value: { kubernetes: 'v1.33.0' } }),
    now: async () => Date.now(),
    readiness: () => assuming({ kind: 'found', value: { ready: true, failing: [] } }),
    whoAmI: async () => ({ kind: 'found', value: { username: 'kube:admin', groups: [] } }),
    list: async (kind, { namespace, labelSelector } = {}) => {
      const found = objects(kind, { verb: 'list', group: kind.group, resource: kind.plural, namespace });
      if (found.kind !== 'found') return found;
      const chosen = labelSelector === undefined ? () => true : selects(labelSelector);
      const items = found.value.flatMap((one) => ('item' in one ? [one.item] : []));
      return {
        kind: 'found',
        value: {
          // They were read by this kind's schema.
          items: (items as z.infer<typeof kind.schema>[]).filter((item) => chosen(labelsOf(item))),
          malformed: found.value.flatMap((one) => ('malformed' in one ? [one.malformed] : [])),
        },
      };
    },
    get: async (kind, name, namespace) => {
      const found = objects(kind, { verb: 'get', group: kind.group, resource: kind.plural, namespace, name });
      if (found.kind !== 'found') return found;
      const [one] = found.value;
      if (one === undefined) return { kind: 'not-found' };
      if ('item' in one) return { kind: 'found', value: one.item as z.infer<typeof kind.schema> };
      return { kind: 'unreachable', reason: `an object of another shape: ${'malformed' in one ? one.malformed : ''}` };
    },
    logs: cannot,
    can: (permission) => assuming({ kind: 'found', value: allowed(permission) }),
    dryRun: ({ metadata }, { group, plural }) =>
      assumingPermitted({ verb: 'create', group, resource: plural, namespace: metadata.namespace }, { admitted: true }),
    lookUpImages: (images) =>
      assumingPermitted(
        { verb: 'create', group: 'image.openshift.io', resource: 'imagestreamimports', namespace: 'default' },
        images.map((image) => ({ image, found: true })),
      ),
    close: async () => undefined,
  };
}

const Labelled = z.looseObject({ metadata: z.looseObject({ labels: z.record(z.string(), z.string()).optional() }) });
const labelsOf = (item: unknown): Record<string, string> | undefined => Labelled.safeParse(item).data?.metadata.labels;
