import type { Expose } from './exposed.ts';
import { parseExposition } from './exposition.ts';
import { type Labels, labelsKey, NAME } from './labels.ts';
import { type RuleEngine, ruleEngine } from './rule-engine.ts';
import type { ScrapedWorld } from './scraped-world.ts';
import { type Storage, storage } from './storage.ts';
import { isStale, type ScrapedTarget, targetPool } from './target-pool.ts';

/** Between two scrapes of a target, in a sandbox that is quick. */
export const QUICK_SCRAPE_MS = 250;
/** The same with the release's clocks: the shorter of the intervals that its monitors ask for. */
const REAL_SCRAPE_MS = 15_000;

export interface Scraper {
  storage: Storage;
  /** Evaluated after each round of scrapes. */
  rules: RuleEngine;
  intervalMs: number;
  targets(): ScrapedTarget[];
  /** Stops for good, after the scrape that is under way. */
  stop(): Promise<void>;
}

/** Scrapes everything that the cluster's monitors select, until it is stopped. The first round is done on return. */
export async function startScraper(world: ScrapedWorld): Promise<Scraper> {
  const intervalMs = world.realWindows ? REAL_SCRAPE_MS : QUICK_SCRAPE_MS;
  const kept = storage();
  const rules = ruleEngine(world.objects, kept);
  const pool = targetPool(world);
  const live = new Map<ScrapedTarget, Labels[]>();
  const round = async (): Promise<void> => {
    for (const { target, isPoolLeft } of pool.refresh()) {
      // A target that its monitor no longer selects ends with its series; one whose monitor is gone is left as it was.
      if (isPoolLeft) endSeries(kept, target, live.get(target) ?? []);
      live.delete(target);
    }
    for (const target of pool.targets()) {
      if (isStale(world, target)) continue;
      live.set(
        target,
        await scrape({ world, storage: kept, expose: pool.expose(), target, before: live.get(target) ?? [] }),
      );
    }
    rules.evaluate(Date.now());
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
    rules,
    intervalMs,
    targets: pool.targets,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

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
  let scraped = 0;
  try {
    const { samples, metadata } = parseExposition(await expose(target));
    target.metadata = metadata;
    scraped = samples.length;
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
  const known = new Set(before.map(labelsKey));
  for (const labels of before) if (!now.has(labelsKey(labels))) storage.append(labels, at, null);
  const own: Record<OwnSeries, number> = {
    up: target.health === 'up' ? 1 : 0,
    scrape_duration_seconds: target.lastDurationSeconds,
    scrape_samples_scraped: scraped,
    scrape_samples_post_metric_relabeling: stored.length,
    scrape_series_added: [...now].filter((key) => !known.has(key)).length,
  };
  for (const name of OWN_SERIES) storage.append({ [NAME]: name, ...target.labels }, at, own[name]);
  return stored;
}

/** What Prometheus adds of its own to each target. */
const OWN_SERIES = [
  'up',
  'scrape_duration_seconds',
  'scrape_samples_scraped',
  'scrape_samples_post_metric_relabeling',
  'scrape_series_added',
] as const;
type OwnSeries = (typeof OWN_SERIES)[number];

function endSeries(storage: Storage, target: ScrapedTarget, stored: Labels[]): void {
  const own = OWN_SERIES.map((name): Labels => ({ [NAME]: name, ...target.labels }));
  for (const labels of [...stored, ...own]) storage.append(labels, Date.now(), null);
}

/** A label of the target wins over one of the same name that is exposed, which is kept as `exported_…`. */
function withTarget(exposed: Labels, target: Labels): Labels {
  const renamed = Object.entries(exposed).map(([name, value]) => [
    Object.hasOwn(target, name) ? `exported_${name}` : name,
    value,
  ]);
  return { ...Object.fromEntries(renamed), ...target };
}
