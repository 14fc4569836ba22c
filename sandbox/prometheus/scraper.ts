import { type DiscoveredTarget, discover } from './discovery.ts';
import { type Expose, exposedBy } from './exposed.ts';
import { type MetricMetadata, parseExposition } from './exposition.ts';
import { type Labels, labelsKey, NAME } from './labels.ts';
import type { ScrapedWorld } from './scraped-world.ts';
import { type Storage, storage } from './storage.ts';

/** Between two scrapes of a target, in a sandbox that is quick. */
export const QUICK_SCRAPE_MS = 250;
/** The same with the release's clocks: the shorter of the intervals that its monitors ask for. */
const REAL_SCRAPE_MS = 15_000;
/** Monitors and pods are looked up again so often. */
const DISCOVERY_MS = 5_000;
/** How old the last scrape of a job is that is no longer scraped. */
const STALE_MS = 600_000;

export interface ScrapedTarget extends DiscoveredTarget {
  health: 'up' | 'down' | 'unknown';
  lastError: string;
  /** Unix milliseconds; 0 before the first. */
  lastScrape: number;
  lastDurationSeconds: number;
  metadata: Map<string, MetricMetadata>;
}

export interface Scraper {
  storage: Storage;
  intervalMs: number;
  targets(): ScrapedTarget[];
  /** Stops for good, after the scrape that is under way. */
  stop(): Promise<void>;
}

/** Scrapes everything that the cluster's monitors select, until it is stopped. The first round is done on return. */
export async function startScraper(world: ScrapedWorld): Promise<Scraper> {
  const intervalMs = world.realWindows ? REAL_SCRAPE_MS : QUICK_SCRAPE_MS;
  const kept = storage();
  const pool = targetPool(world);
  const live = new Map<ScrapedTarget, Labels[]>();
  const round = async (): Promise<void> => {
    pool.refresh();
    for (const target of pool.targets()) {
      if (isStale(world, target)) continue;
      live.set(
        target,
        await scrape({ world, storage: kept, expose: pool.expose(), target, before: live.get(target) ?? [] }),
      );
    }
  };
  let running = round();
  await running;
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = round().finally(() => {
      busy = false;
    });
  }, intervalMs);
  return {
    storage: kept,
    intervalMs,
    targets: pool.targets,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

function targetPool(world: ScrapedWorld) {
  const targets = new Map<string, ScrapedTarget>();
  let expose: Expose = exposedBy(world, []);
  let refreshedAt = Number.NEGATIVE_INFINITY;
  return {
    targets: (): ScrapedTarget[] => [...targets.values()],
    expose: (): Expose => expose,
    refresh(): void {
      if (performance.now() - refreshedAt < DISCOVERY_MS) return;
      refreshedAt = performance.now();
      const found = new Map(discover(world).map((target) => [`${target.pool} ${labelsKey(target.labels)}`, target]));
      const known = [...targets.keys()];
      if (known.length === found.size && known.every((key) => found.has(key))) return;
      for (const key of known) if (!found.has(key)) targets.delete(key);
      for (const [key, target] of found) if (!targets.has(key)) targets.set(key, unscraped(world, target));
      expose = exposedBy(world, [...targets.values()]);
    },
  };
}

function unscraped(world: ScrapedWorld, target: DiscoveredTarget): ScrapedTarget {
  const stale = isStale(world, target);
  return {
    ...target,
    health: stale ? 'up' : 'unknown',
    lastError: '',
    lastScrape: stale ? Date.now() - STALE_MS : 0,
    lastDurationSeconds: 0,
    metadata: new Map(),
  };
}

const isStale = (world: ScrapedWorld, { job }: DiscoveredTarget): boolean =>
  world.behaviour.prometheus.staleJobs.includes(job);

interface Scrape {
  world: ScrapedWorld;
  storage: Storage;
  expose: Expose;
  target: ScrapedTarget;
  /** Labels of the series of the scrape before: those that are gone now have ended. */
  before: Labels[];
}

/** One scrape of one target, with the series that Prometheus adds of its own. Answers the labels of what it stored. */
async function scrape({ world, storage, expose, target, before }: Scrape): Promise<Labels[]> {
  const at = Date.now();
  const started = performance.now();
  const stored: Labels[] = [];
  const store = (labels: Labels, value: number): void => {
    storage.append(labels, at, value);
    stored.push(labels);
  };
  target.lastScrape = at;
  try {
    const { samples, metadata } = parseExposition(await expose(target));
    target.metadata = metadata;
    for (const { labels, value } of samples) {
      // A relabeling of the monitor may drop a metric.
      if (world.behaviour.prometheus.droppedMetrics.includes(labels[NAME] ?? '')) continue;
      store(withTarget(labels, target.labels), value);
    }
    target.health = 'up';
    target.lastError = '';
  } catch (error) {
    target.health = 'down';
    target.lastError = error instanceof Error ? error.message : String(error);
  }
  target.lastDurationSeconds = (performance.now() - started) / 1_000;
  const now = new Set(stored.map(labelsKey));
  for (const labels of before) if (!now.has(labelsKey(labels))) storage.append(labels, at, null);
  const own = (name: string, value: number): void => storage.append({ [NAME]: name, ...target.labels }, at, value);
  own('up', target.health === 'up' ? 1 : 0);
  own('scrape_duration_seconds', target.lastDurationSeconds);
  own('scrape_samples_scraped', stored.length);
  return stored;
}

/** A label of the target wins over one of the same name that is exposed, which is kept as `exported_…`. */
function withTarget(exposed: Labels, target: Labels): Labels {
  const renamed = Object.entries(exposed).map(([name, value]) => [
    Object.hasOwn(target, name) ? `exported_${name}` : name,
    value,
  ]);
  return { ...Object.fromEntries(renamed), ...target };
}
