import { type DiscoveredTarget, discover, poolNames } from './discovery.ts';
import { type Expose, exposedBy } from './exposed.ts';
import type { MetricMetadata } from './exposition.ts';
import { labelsKey } from './labels.ts';
import type { ScrapedWorld } from './scraped-world.ts';

/** Monitors and pods are looked up again so often. */
const DISCOVERY_MS = 5_000;
/** How old the last scrape of a job is that is no longer scraped. */
const STALE_MS = 600_000;

export interface ScrapedTarget extends DiscoveredTarget {
  health: 'up' | 'down' | 'unknown';
  lastError: string;
  /** Unix milliseconds; undefined before the first. */
  lastScrape?: number;
  lastDurationSeconds: number;
  metadata: Map<string, MetricMetadata>;
}

interface LostTarget {
  target: ScrapedTarget;
  /** false: it went with its monitor. */
  isPoolLeft: boolean;
}

interface TargetPool {
  targets(): ScrapedTarget[];
  expose(): Expose;
  /** Looks up now and then what is selected; answers the targets that no longer are. */
  refresh(): LostTarget[];
}

/** The targets that the cluster's monitors select, each with how its scrapes went. */
export function targetPool(world: ScrapedWorld): TargetPool {
  const targets = new Map<string, ScrapedTarget>();
  let expose: Expose = exposedBy(world, []);
  let refreshedAt = Number.NEGATIVE_INFINITY;
  return {
    targets: () => [...targets.values()],
    expose: () => expose,
    refresh() {
      if (performance.now() - refreshedAt < DISCOVERY_MS) return [];
      refreshedAt = performance.now();
      const found = new Map(discover(world).map((target) => [`${target.pool} ${labelsKey(target.labels)}`, target]));
      const gone = [...targets].filter(([key]) => !found.has(key));
      if (gone.length === 0 && targets.size === found.size) return [];
      for (const [key] of gone) targets.delete(key);
      for (const [key, target] of found) if (!targets.has(key)) targets.set(key, unscraped(world, target));
      expose = exposedBy(world, [...targets.values()]);
      const pools = poolNames(world);
      return gone.map(([, target]) => ({ target, isPoolLeft: pools.includes(target.pool) }));
    },
  };
}

function unscraped(world: ScrapedWorld, target: DiscoveredTarget): ScrapedTarget {
  const stale = isStale(world, target);
  return {
    ...target,
    health: stale ? 'up' : 'unknown',
    lastError: '',
    lastScrape: stale ? Date.now() - STALE_MS : undefined,
    lastDurationSeconds: 0,
    metadata: new Map(),
  };
}

/** Whether a fault keeps the target from being scraped. */
export const isStale = (world: ScrapedWorld, { job }: DiscoveredTarget): boolean =>
  world.behaviour.prometheus.staleJobs.includes(job);
