import type { KubeObject, ObjectRef } from './object.ts';
import type { World } from './world.ts';

type Place = Required<Pick<ObjectRef, 'name' | 'namespace'>>;

/** The pods that a Deployment's selector names. */
export function podsOf(world: Pick<World, 'objects'>, { name, namespace }: Place): KubeObject[] {
  const deployment = world.objects.find({ kind: 'Deployment', name, namespace });
  const labels = Object.entries(deployment?.['spec']?.selector?.matchLabels ?? {});
  if (labels.length === 0) return [];
  return world.objects
    .all('Pod', namespace)
    .filter(({ metadata }) => labels.every(([key, value]) => metadata.labels?.[key] === value));
}

/** A workload while the sandbox runs. */
interface Running {
  /** true: it had pods when the sandbox started, and has none now. What a fault made of it before does not count. */
  isGone(): boolean;
}

/** Follows the pods of a Deployment; `lost` is called for each that goes, with what it had in memory. */
export function following(world: World, place: Place, lost: () => void = () => undefined): Running {
  let known = new Set(podsOf(world, place).map(({ metadata }) => metadata.name));
  const hadPods = known.size > 0;
  world.objects.subscribe(({ before, after }) => {
    const changed = after ?? before;
    if (changed?.kind !== 'Pod' || changed.metadata.namespace !== place.namespace) return;
    const now = new Set(podsOf(world, place).map(({ metadata }) => metadata.name));
    const isMissed = [...known].some((name) => !now.has(name));
    known = now;
    if (isMissed) lost();
  });
  return { isGone: () => hadPods && known.size === 0 };
}
