import { Hono } from 'hono';
import { success } from './answers.ts';
import { sortedLabels } from './labels.ts';
import type { Scraper } from './scraper.ts';
import type { ScrapedTarget } from './target-pool.ts';

/** States that active targets are listed in; with any other Prometheus lists none. */
const LISTED = ['active', 'any'];
/** A time that has not been: Go's zero. */
const NEVER = '0001-01-01T00:00:00Z';
/** What the query API says it is. */
const BUILD = { version: '3.7.3', revision: 'sandbox', branch: 'HEAD', buildUser: '', buildDate: '', goVersion: '' };

/** /targets, /metadata, /rules, /alerts and /status/buildinfo. */
export function statusApi(scraper: Scraper): Hono {
  const app = new Hono();
  app.get('/targets', (c) => {
    const isListed = LISTED.includes(c.req.query('state')?.toLowerCase() || 'any');
    const active = isListed ? scraper.targets().map((target) => targetAnswer(target, scraper.intervalMs)) : [];
    return success(c, { activeTargets: active, droppedTargets: [], droppedTargetCounts: {} });
  });
  app.get('/metadata', (c) => {
    const wanted = c.req.query('metric');
    const known: Record<string, { type: string; help: string; unit: string }[]> = {};
    for (const [family, { type, help }] of scraper.targets().flatMap(({ metadata }) => [...metadata])) {
      if (wanted === undefined || wanted === family) known[family] = [{ type, help, unit: '' }];
    }
    const limit = Number(c.req.query('limit') ?? Infinity);
    return success(c, Object.fromEntries(Object.entries(known).slice(0, limit < 0 ? Infinity : limit)));
  });
  app.get('/rules', (c) => success(c, { groups: scraper.rules.groups() }));
  app.get('/alerts', (c) => success(c, { alerts: scraper.rules.alerts() }));
  app.get('/status/buildinfo', (c) => success(c, BUILD));
  return app;
}

function targetAnswer(target: ScrapedTarget, intervalMs: number): Record<string, unknown> {
  const address = target.labels['instance'] ?? '';
  const interval = intervalMs % 1_000 === 0 ? `${intervalMs / 1_000}s` : `${intervalMs}ms`;
  return {
    discoveredLabels: {
      __address__: address,
      __metrics_path__: target.path,
      __scheme__: 'http',
      __scrape_interval__: interval,
      __scrape_timeout__: interval,
      job: target.pool,
    },
    labels: sortedLabels(target.labels),
    scrapePool: target.pool,
    scrapeUrl: `http://${address}${target.path}`,
    globalUrl: `http://${address}${target.path}`,
    lastError: target.lastError,
    lastScrape: target.lastScrape === undefined ? NEVER : new Date(target.lastScrape).toISOString(),
    lastScrapeDuration: target.lastDurationSeconds,
    health: target.health,
    scrapeInterval: interval,
    scrapeTimeout: interval,
  };
}
