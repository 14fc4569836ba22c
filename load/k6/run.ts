import { readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { z } from 'zod';
import { redact } from '../../platform/redact.ts';
import type { EngineOptions, EngineResult } from '../engine/engine.ts';
import { endpointPath } from '../engine/request-body.ts';
import { stopRules } from '../engine/stop-rules.ts';
import type { Plan } from '../plan/plan.ts';
import { type Outcome, type RunEnd, type RunHead, SAMPLES_VERSION } from '../samples/sample.ts';
import { sampleText, sampleWriter } from '../samples/writer.ts';
import { chainsOf, userKey, vusFor } from './chains.ts';
import { endingOf } from './exit-codes.ts';
import { K6Error } from './k6-error.ts';
import { PointsError, sampleIn } from './points.ts';
import { type K6Binary, k6Environment } from './probe.ts';
import { tail } from './tail.ts';

/** k6 flushes its lines each 200 ms. */
const LOOK_MS = 250;
/** After an interruption k6 ends within a moment; longer is a hang. */
const KILL_MS = 10_000;
/** For what begins late. */
const SPARE_MS = 30_000;

export interface K6Options extends Omit<EngineOptions, 'workers'> {
  k6: K6Binary;
  /** A folder that only this user can read. */
  folder: string;
}

const Summary = z.looseObject({ version: z.literal(1), records: z.int().nonnegative() });

function environmentOf({ plan, target, folder }: K6Options, vus: number): Record<string, string> {
  const endMs = Math.max(...plan.phases.map(({ startMs, durationMs }) => startMs + durationMs));
  const tokens = Object.entries(target.tokens).flatMap(([tier, own]) =>
    own.map((token, user): [string, string] => [`MAAS_VERIFY_K6_TOKEN_${userKey(plan, tier, user)}`, token]),
  );
  const turns = Math.max(0, ...plan.requests.map(({ turn }) => turn));
  return {
    MAAS_VERIFY_K6_PLAY: join(folder, 'play.json'),
    MAAS_VERIFY_K6_SUMMARY: join(folder, 'summary.json'),
    MAAS_VERIFY_K6_URL: new URL(endpointPath(plan), target.baseUrl).href,
    MAAS_VERIFY_K6_DEADLINE_MS: String(plan.deadlineMs),
    MAAS_VERIFY_K6_VUS: String(vus),
    MAAS_VERIFY_K6_MOST_MS: String(endMs + (turns + 1) * plan.deadlineMs + SPARE_MS),
    MAAS_VERIFY_K6_INSECURE: String(target.insecureSkipTlsVerify),
    ...Object.fromEntries(tokens),
    ...(target.caFile !== undefined && { SSL_CERT_FILE: target.caFile }),
    // The embedded engine speaks HTTP/1.1: multiplexed streams would queue in another way.
    GODEBUG: 'http2client=0',
  };
}

/** The last line of what k6 said: its reason. */
const reasonIn = (stderr: string): string => {
  const last = stderr.trimEnd().split('\n').at(-1) ?? '';
  return last === '' ? '' : `: ${redact(last).slice(0, 200)}`;
};

/** Records that k6 counted and did not write. */
function lostOf(file: string, samples: number): number {
  try {
    return Math.max(0, Summary.parse(JSON.parse(readFileSync(file, 'utf8'))).records - samples);
  } catch {
    return 0;
  }
}

function start(options: K6Options, vus: number) {
  const script = `${options.k6.streams ? 'streams' : 'basic'}${extname(import.meta.url)}`;
  const parameters = [
    'run',
    '--quiet',
    '--no-usage-report',
    '--out',
    `json=${join(options.folder, 'points.json')}`,
    fileURLToPath(new URL(`script/${script}`, import.meta.url)),
  ];
  return execa(options.k6.path, parameters, {
    env: { ...k6Environment(process.env), ...environmentOf(options, vus) },
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
    // A Ctrl-C of a terminal reaches the whole group, and a second signal would have k6 drop what it has not yet written.
    detached: true,
    maxBuffer: 1_000_000,
  });
}

/** Hands each finished sample on as soon as k6 has written it: whatever happens to either process, it stays. */
function reading(options: K6Options, onSample: (outcome: Outcome) => void) {
  const { plan, file, folder, k6, onTallies } = options;
  const requests = new Map(plan.requests.map((request) => [request.i, request]));
  const points = tail(join(folder, 'points.json'));
  const writer = sampleWriter(file);
  let count = 0;
  let faulty: string | undefined;
  let startMs: number | undefined;
  /** The head comes when the start of the clock is known. */
  const begin = (atMs: number): void => {
    if (startMs !== undefined) return;
    startMs = atMs;
    writer.write(sampleText([headOf(plan, k6, atMs)]));
  };
  const take = (line: string): void => {
    try {
      const found = sampleIn(line, requests);
      if (found === undefined) return;
      const { sample } = found;
      begin(found.startMs);
      count += 1;
      writer.write(sampleText([sample]));
      const { tier, outcome, firstTokenMs, sentMs } = sample;
      const ttftMs = firstTokenMs === undefined || sentMs === undefined ? undefined : firstTokenMs - sentMs;
      onTallies?.([{ tier, outcome, ...(ttftMs !== undefined && { ttftMs }) }], undefined);
      onSample(outcome);
    } catch (error) {
      if (!(error instanceof PointsError)) throw error;
      faulty ??= error.message;
    }
  };
  return {
    end(stopped: string | undefined): EngineResult {
      begin(Date.now());
      const unsent = plan.requests.length - count;
      const endMs = Math.max(0, Date.now() - (startMs ?? 0));
      const end: RunEnd = { type: 'end', endMs, unsent, ...(stopped !== undefined && { stopped }) };
      writer.write(sampleText([end]));
      return { unsent, ...(stopped !== undefined && { stopped }) };
    },
    look: () => points.lines().forEach(take),
    close: () => {
      points.close();
      writer.close();
    },
    count: () => count,
    faulty: () => faulty,
  };
}

/** Plays a plan with the user's k6, and writes the same samples as the embedded engine. Throws K6Error for a plan that k6 cannot play. */
export async function runOnK6(options: K6Options): Promise<EngineResult> {
  const { plan, target, folder, signal, onStart } = options;
  if (plan.requests.length === 0) throw new K6Error('the plan has no requests for k6 to play');
  const chains = chainsOf(plan, target.model);
  writeFileSync(join(folder, 'play.json'), JSON.stringify(chains), { mode: 0o600 });
  const shouldStop = stopRules(plan);
  let stopped: string | undefined;
  const child = start(options, vusFor(chains, plan.deadlineMs));
  const stop = (why: string): void => {
    if (stopped !== undefined) return;
    stopped = why;
    child.kill('SIGINT');
    setTimeout(() => child.kill('SIGKILL'), KILL_MS).unref();
  };
  const samples = reading(options, (outcome) => {
    const why = shouldStop(outcome);
    if (why !== undefined) stop(why);
  });
  const interrupted = (): void => stop('interrupted');
  const orphaned = (): void => void child.kill('SIGKILL');
  signal?.addEventListener('abort', interrupted, { once: true });
  process.on('exit', orphaned);
  const looking = setInterval(samples.look, LOOK_MS);
  try {
    onStart?.();
    if (signal?.aborted) interrupted();
    const { exitCode, stderr, originalMessage } = await child;
    samples.look();
    const ending = endingOf(exitCode);
    if (ending.kind !== 'valid')
      stopped ??= `k6 ended with ${exitCode ?? originalMessage ?? 'a signal'}, ${ending.text}${reasonIn(stderr)}`;
    const faulty = samples.faulty();
    if (faulty !== undefined) stopped ??= `a line of k6 could not be read: ${faulty}`;
    const lost = lostOf(join(folder, 'summary.json'), samples.count());
    if (lost > 0) stopped ??= `k6 counted ${lost} requests more than it wrote`;
    return samples.end(stopped);
  } finally {
    clearInterval(looking);
    signal?.removeEventListener('abort', interrupted);
    process.off('exit', orphaned);
    child.kill('SIGKILL');
    samples.close();
  }
}

const headOf = (plan: Plan, k6: K6Binary, startMs: number): RunHead => ({
  type: 'run',
  version: SAMPLES_VERSION,
  plan: plan.hash,
  engine: `k6 ${k6.version}${k6.streams ? ' with xk6-sse' : ''}`,
  protocol: 'http/1.1',
  ...(plan.slice && { slice: plan.slice }),
  startedAt: new Date(startMs).toISOString(),
});
