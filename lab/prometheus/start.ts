import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { ScrapedWorld } from '../../sandbox/prometheus/scraped-world.ts';
import { freePorts } from '../ports.ts';
import { type RunningProcess, startProcess } from '../process.ts';
import { type ExpositionServer, startExposition } from './exposition-server.ts';
import { type Operator, operator } from './operator.ts';

/** How often the operator looks at the cluster. */
const RECONCILE_MS = 1_000;
const POLL_MS = 100;
const READY_WITHIN_MS = 30_000;
/** Prometheus takes over its first targets five seconds after it starts, and a slow machine is slower. */
const SCRAPED_WITHIN_MS = 60_000;

export interface LabPrometheusOptions {
  /** The program, as `prometheusProgram` finds it. */
  prometheus: string;
  /** Where its files are; created when missing. */
  folder: string;
  /** A free one when absent. */
  port?: number;
}

export interface LabPrometheus {
  url: string;
  close(): Promise<void>;
}

/**
 * Starts a real Prometheus that scrapes what the monitors of the world select, with the rules of its PrometheusRules, and follows
 * both as the operator does. On return every target has been scraped. Plain HTTP on loopback. Throws an Error where Prometheus does
 * not start or does not load what it is given.
 */
export async function startLabPrometheus(world: ScrapedWorld, options: LabPrometheusOptions): Promise<LabPrometheus> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const port = options.port ?? (await freePorts(1))[0];
  const url = `http://127.0.0.1:${port}`;
  const exposition = await startExposition(world);
  const closers: (() => Promise<void>)[] = [exposition.close];
  const close = async (): Promise<void> => {
    for (const stop of closers.splice(0).reverse()) await stop();
  };
  try {
    const files = operator(world, { folder: options.folder, expositionUrl: exposition.url });
    // Only Prometheus can tell what is PromQL: there are no rules before it runs.
    await files.write(async () => false);
    const prometheus = await start(files, { ...options, url });
    closers.push(prometheus.stop);
    await reconcile(files, url);
    closers.push(keepReconciling(files, url));
    await scraped(exposition, url);
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function start(files: Operator, options: LabPrometheusOptions & { url: string }): Promise<RunningProcess> {
  const { prometheus, folder, url } = options;
  return startProcess({
    name: 'Prometheus',
    file: prometheus,
    args: [
      `--config.file=${files.configFile}`,
      `--storage.tsdb.path=${join(folder, 'tsdb')}`,
      `--web.listen-address=${new URL(url).host}`,
      '--web.enable-lifecycle',
      '--log.level=warn',
    ],
    logFile: join(folder, 'prometheus.log'),
    isReady: async () => (await fetch(`${url}/-/ready`)).ok,
    readyWithinMs: READY_WITHIN_MS,
  });
}

/** Writes what the cluster wants now, and lets Prometheus load it. */
async function reconcile(files: Operator, url: string): Promise<void> {
  const mustLoad = await files.write(async (expression) => {
    const query = new URLSearchParams({ query: expression });
    return (await fetch(`${url}/api/v1/format_query?${query}`)).ok;
  });
  if (!mustLoad) return;
  const response = await fetch(`${url}/-/reload`, { method: 'POST' });
  if (!response.ok) throw new Error(`Prometheus does not load its configuration: ${(await response.text()).trim()}`);
  files.loaded();
}

/** Reconciles again and again until the returned function is called. */
function keepReconciling(files: Operator, url: string): () => Promise<void> {
  const stopping = new AbortController();
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await delay(RECONCILE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      // What Prometheus refuses it says in its log, and goes on with what it had.
      if (!stopping.signal.aborted) await reconcile(files, url).catch(() => undefined);
    }
  };
  const running = loop();
  return async () => {
    stopping.abort();
    await running;
  };
}

const Targets = z.object({
  data: z.object({ activeTargets: z.array(z.object({ scrapePool: z.string(), health: z.string() })) }),
});

/** Waits until every target that the monitors select has been scraped. */
async function scraped(exposition: ExpositionServer, url: string): Promise<void> {
  const until = performance.now() + SCRAPED_WITHIN_MS;
  while (performance.now() < until) {
    const response = await fetch(`${url}/api/v1/targets?state=active`);
    const { activeTargets } = Targets.parse(await response.json()).data;
    const known = activeTargets.filter(({ health }) => health !== 'unknown').length;
    if (known >= exposition.targets().length) return;
    await delay(POLL_MS);
  }
  throw new Error(`Prometheus has not scraped every target within ${SCRAPED_WITHIN_MS / 1_000} s`);
}
