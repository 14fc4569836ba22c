import type { DiscoveredTarget } from './discovery.ts';
import type { ScrapedWorld } from './scraped-world.ts';

/** Authorino serves the metrics of its controller beside those of its server. */
const SERVER_PATHS: Record<string, string> = { authorino: '/server-metrics' };
const OF_THE_CONTROLLER =
  '# TYPE controller_runtime_active_workers gauge\ncontroller_runtime_active_workers{controller="authconfig"} 0\n';

/** Answers the text that a target exposes, or throws an Error with what a scrape would report. */
export type Expose = (target: DiscoveredTarget) => Promise<string>;

/**
 * Joins targets with the components of the sandbox. A component is one process with one registry, which answers as the
 * first pod of its job; further replicas have served nothing and expose nothing. Another monitor of the same pod sees the
 * same registry.
 */
export function exposedBy(world: ScrapedWorld, targets: DiscoveredTarget[]): Expose {
  const jobOf = new Map<string, string>();
  const served = new Set<string>();
  const podKey = ({ pod }: DiscoveredTarget): string => `${pod.namespace}/${pod.name}`;
  for (const target of targets) {
    if (!world.registries.has(target.job) || served.has(target.job)) continue;
    served.add(target.job);
    jobOf.set(podKey(target), target.job);
  }
  const frozen = new Map<string, string>();
  return async (target) => {
    const { behaviour } = world;
    if (behaviour.prometheus.targetsDown.includes(target.job)) {
      throw new Error(
        `Get "http://${target.labels['instance']}${target.path}": dial tcp ${target.labels['instance']}: connect: connection refused`,
      );
    }
    const job = jobOf.get(podKey(target));
    if (job !== undefined && (SERVER_PATHS[job] ?? target.path) !== target.path) return OF_THE_CONTROLLER;
    const registry = job === undefined ? undefined : world.registries.get(job);
    if (registry === undefined) {
      if (served.has(target.job)) return '';
      throw new Error('server returned HTTP status 404 Not Found');
    }
    if (!behaviour.prometheus.frozenJobs.includes(target.job)) return registry.metrics();
    const first = frozen.get(target.job) ?? (await registry.metrics());
    frozen.set(target.job, first);
    return first;
  };
}
