import type { Cluster, Kind } from '../../platform/cluster/cluster.ts';
import type { AnyObject } from '../../platform/cluster/kinds/base.ts';
import { type Change, changesOf } from './changes.ts';
import type { PairedKind } from './kinds.ts';

/** What became of the objects of a kind. */
export interface ObjectChanges {
  appeared: string[];
  vanished: string[];
  changed: { object: string; changes: Change[] }[];
  /** What one of the two does not hold, which, and why: of this nothing is known. */
  unknown: { kind: string; bundle: string; reason: string }[];
}

type Held = { objects: Map<string, AnyObject> } | { bundle: string; reason: string };

const nameOf = (kind: string, { metadata: { namespace, name } }: AnyObject): string =>
  `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;

async function held(cluster: Cluster, kind: Kind<AnyObject>, name: string, namespace?: string): Promise<Held> {
  const answer = await cluster.list(kind, namespace === undefined ? {} : { namespace });
  // A type that a cluster does not have has no objects there.
  if (answer.kind === 'type-missing' || answer.kind === 'not-found') return { objects: new Map() };
  if (answer.kind === 'forbidden') return { bundle: cluster.where, reason: 'may not be read' };
  if (answer.kind === 'unreachable') return { bundle: cluster.where, reason: answer.reason };
  return { objects: new Map(answer.value.items.map((item) => [nameOf(name, item), item])) };
}

const NOTHING: ObjectChanges = { appeared: [], vanished: [], changed: [], unknown: [] };

function apart(old: ReadonlyMap<string, AnyObject>, now: ReadonlyMap<string, AnyObject>): ObjectChanges {
  const changed = [...now].flatMap(([object, item]) => {
    const former = old.get(object);
    const changes = former === undefined ? [] : changesOf(former, item);
    return changes.length === 0 ? [] : [{ object, changes }];
  });
  return {
    appeared: [...now.keys()].filter((object) => !old.has(object)),
    vanished: [...old.keys()].filter((object) => !now.has(object)),
    changed,
    unknown: [],
  };
}

/** Of the whole cluster, or of one namespace. */
async function comparedIn(
  sides: { before: Cluster; after: Cluster },
  { before, after }: PairedKind,
  namespace?: string,
): Promise<ObjectChanges> {
  const name = after.kind.kind;
  const what = namespace === undefined ? name : `${name} in ${namespace}`;
  const [old, now] = await Promise.all([
    held(sides.before, before.kind, name, namespace),
    held(sides.after, after.kind, name, namespace),
  ]);
  if ('reason' in old) return { ...NOTHING, unknown: [{ kind: what, ...old }] };
  if ('reason' in now) return { ...NOTHING, unknown: [{ kind: what, ...now }] };
  return apart(old.objects, now.objects);
}

/** Puts what was found of several kinds together. */
export const together = (all: readonly ObjectChanges[]): ObjectChanges => ({
  appeared: all.flatMap(({ appeared }) => appeared),
  vanished: all.flatMap(({ vanished }) => vanished),
  changed: all.flatMap(({ changed }) => changed),
  unknown: all.flatMap(({ unknown }) => unknown),
});

/** Compares the objects of a kind: of the whole cluster, or of the namespaces that both sides hold it of. */
export async function compareKind(
  sides: { before: Cluster; after: Cluster },
  paired: PairedKind,
): Promise<ObjectChanges> {
  const whole = await comparedIn(sides, paired);
  const namespaces = new Set([...paired.before.namespaces, ...paired.after.namespaces]);
  if (whole.unknown.length === 0 || namespaces.size === 0) return whole;
  const each = await Promise.all([...namespaces].sort().map((namespace) => comparedIn(sides, paired, namespace)));
  if (each.some(({ unknown }) => unknown.length === 0)) return together(each);
  // Not one namespace is held by both: that is said once.
  const [first] = each.flatMap(({ unknown }) => unknown);
  return { ...NOTHING, unknown: first === undefined ? [] : [{ ...first, kind: paired.after.kind.kind }] };
}
