import { Hono } from 'hono';
import { success } from './answers.ts';
import { BadQuery } from './promql/errors.ts';
import { ruleGroups } from './rules.ts';
import type { ScrapedWorld } from './scraped-world.ts';
import type { ScrapedTarget, Scraper } from './scraper.ts';

const STATES = ['active', 'dropped', 'any'];
/** What the query API says it is. */
const BUILD = { version: '3.7.3', revision: 'sandbox', branch: 'HEAD', buildUser: '', buildDate: '', goVersion: '' };

/** /targets, /metadata, /rules, /alerts and /status/buildinfo. */
export function statusApi(world: ScrapedWorld, scraper: Scraper): Hono {
  const app = new Hono();
  app.get('/targets', (c) => {
    const state = c.req.query('state') ?? 'any';
    if (!STATES.includes(state)) throw new BadQuery(`invalid parameter "state": ${JSON.stringify(state)}`);
    const active =
      state === 'dropped' ? [] : scraper.targets().map((target) => targetAnswer(target, scraper.intervalMs));
    return success(c, { activeTargets: active, droppedTargets: [], droppedTargetCounts: {} });
  });
  app.get('/metadata', (c) => {
    const wanted = c.req.query('metric');
    const known: Record<string, { type: string; help: string; unit: string }[]> = {};
    for (const [family, { type, help }] of scraper.targets().flatMap(({ metadata }) => [...metadata])) {
      if (wanted === undefined || wanted === family) known[family] = [{ type, help, unit: '' }];
    }
    return success(c, known);
  });
  app.get('/rules', (c) => success(c, { groups: ruleGroups(world, scraper.storage) }));
  app.get('/alerts', (c) => success(c, { alerts: [] }));
  app.get('/status/buildinfo', (c) => success(c, BUILD));
  return app;
}

function targetAnswer(target: ScrapedTarget, intervalMs: number): Record<string, unknown> {
  const address = target.labels['instance'] ?? '';
  return {
    discoveredLabels: { __address__: address, __metrics_path__: target.path, __scheme__: 'http', job: target.pool },
    labels: target.labels,
    scrapePool: target.pool,
    scrapeUrl: `http://${address}${target.path}`,
    globalUrl: `http://${address}${target.path}`,
    lastError: target.lastError,
    lastScrape: new Date(target.lastScrape).toISOString(),
    lastScrapeDuration: target.lastDurationSeconds,
    health: target.health,
    scrapeInterval: intervalMs % 1_000 === 0 ? `${intervalMs / 1_000}s` : `${intervalMs}ms`,
    scrapeTimeout: intervalMs % 1_000 === 0 ? `${intervalMs / 1_000}s` : `${intervalMs}ms`,
  };
}
