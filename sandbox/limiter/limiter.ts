import { setTimeout as delay } from 'node:timers/promises';
import { places } from '../edits/places.ts';
import { following } from '../running.ts';
import type { World } from '../world.ts';
import type { LimiterBehaviour } from './behaviour.ts';
import type { LimitedCall, ReportedUsage } from './call.ts';
import { countersOf } from './counters.ts';
import { failureMode } from './failure-mode.ts';
import type { FixedWindows } from './fixed-window.ts';
import { fixedWindows } from './fixed-window.ts';
import { limiterMetrics } from './metrics.ts';
import { countsInMemory } from './storage.ts';

/** `error`: the limiter did not answer, and the gateway is set to refuse then. */
type Admission = 'admitted' | 'limited' | 'error';

export interface Limiter {
  /** What Limitador itself says; undefined where it does not answer. */
  ask(call: LimitedCall): Promise<'admitted' | 'limited' | undefined>;
  /** Check-and-update of request limits, then the check of token limits (would one more fit?). */
  admit(call: LimitedCall): Promise<Admission>;
  /** Adds an answer's tokens at its end; 0 counts as 1, and an answer without readable usage is not counted. */
  report(call: LimitedCall, usage: ReportedUsage | undefined, streamed: boolean): void;
}

/** How long a wrong limiter needs between looking and counting. */
const RACE_MS = 25;
const BURST = 4;

/** Limitador and Kuadrant's calls of it: limits from the policies as they are now, counters in memory. */
export function limiter(world: World): Limiter {
  const { limiter: behaviour } = world.behaviour;
  const metrics = limiterMetrics(world);
  const counting = replicas(behaviour);
  const windowsOf = counting.next;
  let isRestarted = false;
  const limitador = following(world, places(world).limitador, () => {
    isRestarted = true;
    if (behaviour.losesCountersOnRestart || countsInMemory(world)) counting.forget();
  });
  const isDown = (): boolean => behaviour.down || limitador.isGone();
  const inBurst = burstDetector();
  const underway = new Map<string, number>();
  let refusals = 0;

  const isLimited = async (call: LimitedCall): Promise<boolean> => {
    if (behaviour.losesAdmissionsInBurst && (await inBurst(call.labels.user))) return true;
    const windows = windowsOf();
    if (!(await takeRequest(world, windows, call))) return true;
    const tokens = countersOf(world, call, 'TokenRateLimitPolicy');
    if (windows.check(tokens, 1) !== undefined) return true;
    if (behaviour.chargesReservations) windows.report(tokens, call.reservation ?? 0);
    return false;
  };

  const ask: Limiter['ask'] = async (call) => {
    if (isDown()) return undefined;
    if (isRestarted && behaviour.hasNoLimitsAfterRestart) return 'admitted';
    const refused = (await isLimited(call)) && !(behaviour.flapping && ++refusals % 3 === 0);
    if (refused) metrics.refused();
    else {
      metrics.admitted(call.labels);
      underway.set(call.labels.user, (underway.get(call.labels.user) ?? 0) + 1);
    }
    return refused ? 'limited' : 'admitted';
  };

  return {
    ask,
    admit: async (call) => (await ask(call)) ?? (failsOpen(world) ? 'admitted' : 'error'),
    report(call, usage, streamed) {
      const others = (underway.get(call.labels.user) ?? 1) - 1;
      underway.set(call.labels.user, others);
      if (others > 0 && behaviour.losesConcurrentReports) return;
      if (usage === undefined || isDown() || (streamed && behaviour.ignoresStreams)) return;
      const limits = countersOf(world, call, 'TokenRateLimitPolicy');
      const amount = amountOf(usage, behaviour);
      if (limits.length === 0 || amount === undefined) return;
      windowsOf().report(limits, amount);
      metrics.hits(call.labels, amount);
    },
  };
}

/** Whether the gateway admits what it has no answer of Limitador for. */
export const failsOpen = (world: World): boolean => (world.behaviour.limiter.whenDown ?? failureMode(world)) === 'open';

/** Counts a request where it fits into every request limit; one turn of the event loop decides and counts. */
async function takeRequest(world: World, windows: FixedWindows, call: LimitedCall): Promise<boolean> {
  const { hitsPerRequest, checkThenAct } = world.behaviour.limiter;
  const counters = countersOf(world, call, 'RateLimitPolicy');
  if (!checkThenAct) return windows.checkAndUpdate(counters, hitsPerRequest) === undefined;
  if (windows.check(counters, hitsPerRequest) !== undefined) return false;
  await delay(RACE_MS);
  windows.report(counters, hitsPerRequest);
  return true;
}

/** What an answer counts as; never less than 1. undefined: not at all. */
function amountOf(usage: ReportedUsage, { tokens }: LimiterBehaviour): number | undefined {
  const amount = {
    total: usage.totalTokens,
    'prompt-only': usage.promptTokens,
    'completion-only': usage.completionTokens,
    doubled: usage.totalTokens * 2,
    'one-per-answer': 1,
    off: undefined,
  }[tokens];
  return amount === undefined ? undefined : Math.max(1, amount);
}

/** The replicas' counters: those of the one that serves the next call, each in turn; `forget` starts all of them anew. */
function replicas(behaviour: LimiterBehaviour): { next(): FixedWindows; forget(): void } {
  const started = (): FixedWindows[] =>
    Array.from({ length: behaviour.replicas }, () => fixedWindows(() => performance.now(), behaviour));
  let all = started();
  let calls = 0;
  return {
    next() {
      const replica = all[calls++ % all.length];
      if (replica === undefined) throw new RangeError('the limiter needs at least one replica');
      return replica;
    },
    forget() {
      all = started();
    },
  };
}

/** Answers, after a moment, whether a user has more than a few requests waiting for the limiter. */
function burstDetector(): (user: string) => Promise<boolean> {
  const waiting = new Map<string, number>();
  return async (user) => {
    const before = waiting.get(user) ?? 0;
    waiting.set(user, before + 1);
    await delay(RACE_MS);
    waiting.set(user, (waiting.get(user) ?? 1) - 1);
    return before >= BURST;
  };
}
