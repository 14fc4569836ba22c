import type { KubeObject } from '../../../sandbox/object.ts';
import type { World } from '../../../sandbox/world.ts';
import { fatPod } from './pods.ts';
import { httpRoute, openshiftRoute } from './routes.ts';
import { type ClusterSize, SHARES } from './size.ts';
import { teamObjects } from './team.ts';

const teamName = (index: number): string => `team-${String(index).padStart(4, '0')}`;

/** The namespace of each pod, in no particular order. */
function* places({ pods, namespaces }: ClusterSize, existing: ReadonlySet<string>): Generator<string> {
  let left = pods;
  for (const [namespace, share] of Object.entries(SHARES)) {
    const count = existing.has(namespace) ? Math.round(pods * share) : 0;
    left -= count;
    for (let index = 0; index < count; index += 1) yield namespace;
  }
  for (let index = 0; index < left; index += 1) yield teamName(index % namespaces);
}

function* crowdObjects(size: ClusterSize, existing: ReadonlySet<string>): Generator<KubeObject> {
  for (let index = 0; index < size.namespaces; index += 1) yield* teamObjects(teamName(index));
  for (let index = 0; index < size.routes; index += 1) {
    const namespace = teamName(index % size.namespaces);
    yield index % 2 === 0 ? httpRoute(namespace, index) : openshiftRoute(namespace, index);
  }
  let index = 0;
  for (const namespace of places(size, existing)) {
    index += 1;
    yield fatPod(namespace, index);
  }
}

/** Fills a sandbox with other people's objects: a cluster of that size around the installation. */
export function crowd(world: World, size: ClusterSize): void {
  const existing = new Set(world.objects.all('Namespace').map(({ metadata }) => metadata.name));
  for (const object of crowdObjects(size, existing)) world.objects.put(object);
}
