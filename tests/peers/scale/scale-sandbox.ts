import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { InstallationName } from '../../../sandbox/world.ts';
import { crowd } from './crowd.ts';
import type { ClusterSize } from './size.ts';

/** What every call takes longer: a cluster in the next region. */
const LATENCY_MS = 20;

/** Starts the sandbox in a cluster of that size, each of whose answers is 20 ms late. */
export function startScaleSandbox(
  folder: string,
  size: ClusterSize,
  installation: InstallationName = 'guide',
): Promise<Sandbox> {
  return startSandbox({
    installation,
    realWindows: false,
    faults: [],
    folder,
    prepare(world) {
      crowd(world, size);
      world.behaviour.kube.slowMs = LATENCY_MS;
    },
  });
}
