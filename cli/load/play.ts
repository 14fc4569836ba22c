import { join } from 'node:path';
import { type EngineOptions, type EngineResult, runPlan } from '../../load/engine/engine.ts';
import { K6Error } from '../../load/k6/k6-error.ts';
import type { K6Binary } from '../../load/k6/probe.ts';
import { runOnK6 } from '../../load/k6/run.ts';
import type { Measures } from '../../load/measures/measures.ts';
import { needsScrape } from '../../load/measures/prometheus.ts';
import type { Plan } from '../../load/plan/plan.ts';
import { sliceOf } from '../../load/plan/slice.ts';
import { readSamples } from '../../load/samples/reader.ts';
import type { Config } from '../../platform/config.ts';
import { Inconclusive } from '../../platform/outcome.ts';
import { pause } from '../../platform/waits.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { writeAtomically } from '../files.ts';
import { baselinesFor } from '../history/load-trends.ts';
import type { HistoryPlace } from '../history/store.ts';
import { interruption } from '../interruption.ts';
import { demandFolder } from '../outputs.ts';
import { privateFolder } from '../private-folder.ts';
import { type SandboxRequest, startSandbox, targetSandbox } from '../sandbox-target.ts';
import { targetOf } from '../session.ts';
import { type Terminal, terminal } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { conclude, FILES } from './conclude.ts';
import { liveProgress } from './live-progress.ts';
import type { Meter } from './metering.ts';
import { planAt, planFor, profileAt } from './profile-file.ts';
import { type OpenedTarget, openLoadTarget } from './target.ts';
import { windowsToWaitFor } from './used-before.ts';

/** A load run as it was asked for. */
export interface LoadRequest {
  config: Config;
  sandbox?: SandboxRequest & { realWindows: boolean };
  /** A profile, or a plan that was made from one. */
  profile?: string;
  plan?: string;
  slice?: { index: number; of: number };
  workers: number;
  /** The user’s k6 where it is to play the plan; the embedded engine does when absent. */
  k6?: K6Binary;
  /** Earlier runs to compare with; the last nights of the history where there is one, and none is given. */
  baselines: readonly Measures[];
  history?: HistoryPlace;
  command: string;
  format: 'console' | 'json';
}

function planOf({ profile, plan: file, slice }: LoadRequest, opened: OpenedTarget): Plan {
  const plan = file === undefined ? planFor(profileAt(profile ?? ''), profile ?? '', opened.limits) : planAt(file);
  return slice === undefined ? plan : sliceOf(plan, slice.index, slice.of);
}

/** What is asked of an installation that cannot be had is a mistake of the call, or a thing that is missing: one line. */
async function orUsage<T>(what: Promise<T>): Promise<T> {
  try {
    return await what;
  } catch (error) {
    throw error instanceof Inconclusive ? new UsageError(error.message) : error;
  }
}

/** Plays a plan by the engine that was asked for. Throws UsageError for a plan that k6 cannot play. */
async function playPlan(
  { k6, workers }: LoadRequest,
  folder: string,
  options: Omit<EngineOptions, 'workers'>,
): Promise<EngineResult> {
  if (k6 === undefined) return runPlan({ ...options, workers });
  try {
    return await runOnK6({ ...options, k6, folder });
  } catch (error) {
    throw error instanceof K6Error ? new UsageError(error.message) : error;
  }
}

/** Waits till the windows that may be open have ended; Ctrl-C ends the wait, and the run that follows has nothing to send. */
async function waitTill(moment: number, screen: Terminal, signal: AbortSignal): Promise<void> {
  const left = moment - performance.now();
  if (left <= 0) return;
  screen.status(`waiting ${Math.ceil(left / 1_000)} s for windows of the limits that were opened before to end`);
  await pause(left, signal).catch(() => undefined);
}

/** Plays a profile against an installation, judges it and writes the results; answers the exit code. */
export async function playLoad(request: LoadRequest): Promise<number> {
  const startedAt = new Date();
  const folder = privateFolder();
  const stop = interruption();
  const screen = terminal(process.stderr);
  let sandbox: Sandbox | undefined;
  let opened: OpenedTarget | undefined;
  let meter: Meter | undefined;
  try {
    // Read before anything starts: a mistake in it is told at once.
    if (request.plan === undefined) profileAt(request.profile ?? '');
    let { config } = request;
    demandFolder(config.out);
    if (request.sandbox !== undefined) {
      screen.status('starting the sandbox');
      sandbox = await startSandbox({ ...request.sandbox, folder: join(folder.path, 'sandbox') });
      config = targetSandbox(config, sandbox.ready, folder.path);
    }
    screen.status('looking at the installation');
    opened = await orUsage(openLoadTarget(config, targetOf(request, config), folder.path));
    const plan = planOf(request, opened);
    const { target, users } = await orUsage(opened.loadTarget(plan.tiers, plan.target.model));
    const fresh = performance.now() + windowsToWaitFor(plan);
    writeAtomically(join(config.out, FILES.plan), `${JSON.stringify(plan)}\n`);
    screen.status('waiting for Prometheus to scrape the counters');
    meter = await opened.meter(plan.hash, target.model, users);
    await waitTill(fresh, screen, stop.signal);
    const file = join(config.out, FILES.samples);
    const progress = liveProgress(screen, plan);
    await playPlan(request, folder.path, {
      plan,
      target,
      file,
      signal: stop.signal,
      onStart: progress.started,
      onTallies: progress.note,
    });
    screen.status('waiting for Prometheus to scrape the counters again');
    const part = await readSamples(file);
    const counters = await meter?.finish(stop.signal, (found) => needsScrape(plan, { ...part, counters: found }));
    if (counters !== undefined) writeAtomically(join(config.out, FILES.counters), `${JSON.stringify(counters)}\n`);
    screen.status('');
    return conclude({
      plan,
      parts: [{ ...part, ...(counters !== undefined && { counters }) }],
      baselines: baselinesFor(request.baselines, request.history, plan),
      history: request.history,
      out: config.out,
      startedAt,
      command: request.command,
      target: { kind: request.sandbox === undefined ? 'live' : 'sandbox', layout: opened.layout },
      format: request.format,
    });
  } finally {
    screen.status('');
    await Promise.allSettled([meter?.close()]);
    await Promise.allSettled([opened?.close(), sandbox?.close()]);
    folder.remove();
    stop.dispose();
  }
}
