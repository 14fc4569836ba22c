import { setTimeout as delay } from 'node:timers/promises';
import type { World } from '../world.ts';
import type { Attributes } from './expression.ts';
import type { Counter, FixedWindows } from './fixed-window.ts';
import { fixedWindows } from './fixed-window.ts';
import type { CallLabels } from './metrics.ts';
import { limiterMetrics } from './metrics.ts';
import type { PolicyLimit } from './policy-limits.ts';
import { policyLimits } from './policy-limits.ts';

/** What the limiter knows of a request. */
export interface LimitedCall {
  /** What predicates and counters read: `auth.identity.*`, `request.*`. */
  attributes: Attributes;
  labels: CallLabels;
}

/** `error`: the limiter did not answer, and the gateway is set to refuse then. */
export type Admission = 'admitted' | 'limited' | 'error';

/** An answer's `usage`, as far as the gateway could read it. */
export interface ReportedUsage {
  promptTokens: number;
  completionTokens: number;
  totalTokens: number;
}

export interface Limiter {
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
  const replicas = Array.from({ length: behaviour.replicas }, () => fixedWindows(() => performance.now(), behaviour));
  let calls = 0;
  let refusals = 0;
  const nextReplica = (): FixedWindows => {
    const replica = replicas[calls++ % replicas.length];
    if (replica === undefined) throw new RangeError('the limiter needs at least one replica');
    return replica;
  };
  const inBurst = burstDetector();

  const counters = (call: LimitedCall, kind: PolicyLimit['key']): Counter[] => {
    const identity = call.labels;
    if (behaviour.off || behaviour.unlimitedTiers.includes(identity.tier)) return [];
    const isTokens = kind === 'TokenRateLimitPolicy';
    const offset = isTokens ? behaviour.tokenLimitOffset : behaviour.requestLimitOffset;
    return policyLimits(world.objects, isTokens ? 'TokenRateLimitPolicy' : 'RateLimitPolicy').flatMap((limit) => {
      const counter = limit.counter(call.attributes);
      if (counter === undefined) return [];
      const scope = { user: counter, tier: identity.tier, everyone: 'everyone' }[behaviour.countedPer];
      const key = behaviour.countedPer === 'everyone' ? `${kind}|everyone` : `${limit.key}|${scope}`;
      return [{ key, limit: limit.limit + offset, windowMs: limit.windowMs }];
    });
  };

  const limited = async (call: LimitedCall): Promise<boolean> => {
    const windows = nextReplica();
    const requests = counters(call, 'RateLimitPolicy');
    if (behaviour.losesAdmissionsInBurst && (await inBurst(call.labels.user))) return true;
    // One turn of the event loop decides and counts: two requests at the same time cannot both take the last place.
    const full = behaviour.checkThenAct
      ? windows.check(requests, behaviour.hitsPerRequest)
      : windows.checkAndUpdate(requests, behaviour.hitsPerRequest);
    if (behaviour.checkThenAct && full === undefined) {
      await delay(RACE_MS);
      windows.report(requests, behaviour.hitsPerRequest);
    }
    return full !== undefined || windows.check(counters(call, 'TokenRateLimitPolicy'), 1) !== undefined;
  };

  return {
    async admit(call) {
      if (behaviour.down) return behaviour.whenDown === 'open' ? 'admitted' : 'error';
      const refused = (await limited(call)) && !(behaviour.flapping && ++refusals % 3 === 0);
      if (refused) metrics.refused();
      else metrics.admitted(call.labels);
      return refused ? 'limited' : 'admitted';
    },
    report(call, usage, streamed) {
      if (usage === undefined || behaviour.down || (streamed && behaviour.ignoresStreams)) return;
      const limits = counters(call, 'TokenRateLimitPolicy');
      if (limits.length === 0) return;
      const amount = {
        total: usage.totalTokens,
        'prompt-only': usage.promptTokens,
        'completion-only': usage.completionTokens,
        doubled: usage.totalTokens * 2,
        'one-per-answer': 1,
        off: undefined,
      }[behaviour.tokens];
      if (amount === undefined) return;
      const counted = Math.max(1, amount);
      nextReplica().report(limits, counted);
      metrics.hits(call.labels, counted);
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
