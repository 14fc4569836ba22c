import { places } from '../edits/places.ts';
import type { World } from '../world.ts';

/** Stores that outlive Limitador's pod, as its command line names them. */
const LASTING = ['disk', 'redis', 'redis_cached'];

/** Whether Limitador's counters are in its pod's memory, and go with it. */
export function countsInMemory(world: World): boolean {
  const deployment = world.objects.find({ kind: 'Deployment', ...places(world).limitador });
  const containers: { command?: string[]; args?: string[] }[] = deployment?.['spec']?.template?.spec?.containers ?? [];
  return !containers.some(({ command = [], args = [] }) =>
    [...command, ...args].some((word) => LASTING.includes(word)),
  );
}
