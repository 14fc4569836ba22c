import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Plan } from '../plan/plan.ts';
import { partOf } from '../plan/slice.ts';
import { SAMPLES_VERSION } from '../samples/sample.ts';
import { sampleText, sampleWriter } from '../samples/writer.ts';
import { type Order, Report, type Tally, type WorkerTask } from './messages.ts';
import { stopRules } from './stop-rules.ts';
import type { LoadTarget } from './target.ts';

/** Time for all threads to hear of the start before it is. */
const LEAD_MS = 100;
const NS_PER_MS = 1e6;

export interface EngineOptions {
  plan: Plan;
  target: LoadTarget;
  /** Where the samples go. */
  file: string;
  /** Threads; each has users of its own. */
  workers: number;
  /** Ends the run at once; what was in flight is recorded as broken off. */
  signal?: AbortSignal;
  onTallies?: (tallies: readonly Tally[], inFlight: number | undefined) => void;
  onStart?: () => void;
}

export interface EngineResult {
  unsent: number;
  /** Why it ended before the plan did. */
  stopped?: string;
}

interface Thread {
  ready: Promise<void>;
  ended: Promise<number>;
  tell(order: Order): void;
}

function startThread(task: WorkerTask, onLines: (report: Extract<Report, { type: 'lines' }>) => void): Thread {
  // A semi-space of its own size: streams make short-lived objects, and a larger young generation stops less often.
  const worker = new Worker(new URL(`worker${extname(import.meta.url)}`, import.meta.url), {
    workerData: task,
    resourceLimits: { maxYoungGenerationSizeMb: 64 },
  });
  const ready = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<number>();
  worker.on('message', (message: unknown) => {
    const report = Report.parse(message);
    if (report.type === 'ready') ready.resolve();
    else if (report.type === 'ended') ended.resolve(report.unsent);
    else onLines(report);
  });
  const fail = (error: Error): void => {
    ready.reject(error);
    ended.reject(error);
  };
  worker.on('error', (error: unknown) => fail(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', (code) => fail(new Error(`a thread of the load engine ended with ${code}`)));
  // Awaited one after the other: a failure of the second must not count as unhandled meanwhile.
  ended.promise.catch(() => undefined);
  return { ready: ready.promise, ended: ended.promise, tell: (order) => worker.postMessage(order) };
}

/** Plays a plan with the embedded engine, and writes its samples. Throws where a thread breaks; the samples so far stay. */
export async function runPlan({
  plan,
  target,
  file,
  workers,
  signal,
  onTallies,
  onStart,
}: EngineOptions): Promise<EngineResult> {
  const writer = sampleWriter(file);
  const shouldStop = stopRules(plan);
  const inFlight = new Array<number>(workers).fill(0);
  let stopped: string | undefined;
  const stop = (why: string, abandon: boolean): void => {
    if (stopped !== undefined) return;
    stopped = why;
    for (const thread of threads) thread.tell({ type: 'stop', abandon });
  };
  const onLines = (worker: number, { text, tallies, inFlight: own }: Extract<Report, { type: 'lines' }>): void => {
    writer.write(text);
    inFlight[worker] = own;
    onTallies?.(
      tallies,
      inFlight.reduce((sum, count) => sum + count, 0),
    );
    for (const { outcome } of tallies) {
      const why = shouldStop(outcome);
      if (why !== undefined) stop(why, false);
    }
  };
  const parts = Array.from({ length: workers }, (_, worker) => ({ worker, part: partOf(plan, worker, workers) }));
  const threads = parts.map(({ worker, part }) =>
    startThread({ plan: part, target, worker }, (report) => onLines(worker, report)),
  );
  const interrupted = (): void => stop('interrupted', true);
  try {
    await Promise.all(threads.map(({ ready }) => ready));
    const atHrMs = Number(process.hrtime.bigint()) / NS_PER_MS + LEAD_MS;
    const startedAt = new Date(Date.now() + LEAD_MS).toISOString();
    writer.write(
      sampleText([
        {
          type: 'run',
          version: SAMPLES_VERSION,
          plan: plan.hash,
          engine: 'embedded',
          protocol: 'http/1.1',
          ...(plan.slice && { slice: plan.slice }),
          startedAt,
        },
      ]),
    );
    for (const thread of threads) thread.tell({ type: 'start', atHrMs });
    onStart?.();
    signal?.addEventListener('abort', interrupted, { once: true });
    if (signal?.aborted) interrupted();
    const unsent = (await Promise.all(threads.map(({ ended }) => ended))).reduce((sum, count) => sum + count, 0);
    const endMs = Number(process.hrtime.bigint()) / NS_PER_MS - atHrMs;
    writer.write(sampleText([{ type: 'end', endMs, unsent, ...(stopped !== undefined && { stopped }) }]));
    return { unsent, ...(stopped !== undefined && { stopped }) };
  } finally {
    signal?.removeEventListener('abort', interrupted);
    writer.close();
  }
}
