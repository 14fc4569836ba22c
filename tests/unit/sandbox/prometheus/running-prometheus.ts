import { setTimeout as delay } from 'node:timers/promises';
import { Counter, Gauge, Registry } from 'prom-client';
import { z } from 'zod';
import { healthy } from '../../../../sandbox/behaviour.ts';
import { loadStore } from '../../../../sandbox/kube/store.ts';
import type { ScrapedWorld } from '../../../../sandbox/prometheus/scraped-world.ts';
import { QUICK_SCRAPE_MS } from '../../../../sandbox/prometheus/scraper.ts';
import { startPrometheus } from '../../../../sandbox/prometheus/server.ts';
import type { InstallationName } from '../../../../sandbox/world.ts';

/** The jobs that each installation's monitors ask for, without its models. */
export const JOBS: Record<InstallationName, string[]> = {
  guide: ['limitador', 'authorino', 'maas-default-gateway', 'maas-api'],
  'maas-0.0.2': ['limitador', 'authorino', 'istio-gateway'],
};

/** An installation's objects, with a registry for each job that its monitors ask for: an `alive` gauge and a `calls` counter. */
export function observedWorld(installation: InstallationName): { world: ScrapedWorld; calls: Map<string, Counter> } {
  const calls = new Map<string, Counter>();
  const registries = new Map<string, Registry>();
  for (const job of JOBS[installation]) {
    const registry = new Registry();
    new Gauge({ name: 'alive', help: 'Alive', registers: [registry] }).set(1);
    calls.set(job, new Counter({ name: 'calls', help: 'Calls', labelNames: ['who'], registers: [registry] }));
    registries.set(job, registry);
  }
  return { world: { objects: loadStore(installation), behaviour: healthy(), registries, realWindows: false }, calls };
}

const Envelope = z.object({
  status: z.string(),
  data: z.unknown().optional(),
  errorType: z.string().optional(),
  error: z.string().optional(),
});
const Vector = z.object({
  result: z.array(z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) })),
});
const ActiveTargets = z.object({
  activeTargets: z.array(
    z.object({
      labels: z.record(z.string(), z.string()),
      health: z.string(),
      lastError: z.string(),
      lastScrape: z.string(),
    }),
  ),
});

/** A started Prometheus and short ways to ask it. */
export async function running(world: ScrapedWorld) {
  const prometheus = await startPrometheus(world, { port: 0 });
  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${prometheus.url}/api/v1/${path}`, init);
    return Envelope.parse(await response.json());
  };
  return {
    ...prometheus,
    ask,
    query: async (promql: string) => Vector.parse((await ask(`query?query=${encodeURIComponent(promql)}`)).data).result,
    targets: async () => ActiveTargets.parse((await ask('targets')).data).activeTargets,
    /** Until everything that has happened has been scraped. */
    scraped: () => delay(2 * QUICK_SCRAPE_MS + 50),
  };
}
