import { requestBody } from '../engine/request-body.ts';
import type { Plan, PlannedRequest } from '../plan/plan.ts';
import { K6Error } from './k6-error.ts';
import type { Chain, Task } from './script/record.ts';

const ID_DIGITS = 12;

/** What names the variable with a user's token. */
export const userKey = (plan: Pick<Plan, 'tiers'>, tier: string, user: number): string =>
  `${plan.tiers.findIndex(({ name }) => name === tier)}_${user}`;

/** Which requests wait for each other: a conversation, or the lane of a closed phase. */
const chainKey = ({ phase, lane, conversation, i, follows, turn }: PlannedRequest): string => {
  if (lane !== undefined) return `lane ${phase}/${lane}`;
  return follows === undefined && turn === 0 ? `talk ${i}` : `talk of ${conversation}`;
};

function taskOf(plan: Plan, request: PlannedRequest, model: string): Task {
  const phase = plan.phases.find(({ name }) => name === request.phase);
  return {
    i: request.i,
    id: `${plan.hash.slice(0, ID_DIGITS)}-${request.i}`,
    atMs: request.atMs,
    thinkMs: request.thinkMs ?? 0,
    ...(request.lane !== undefined && phase && { untilMs: phase.startMs + phase.durationMs }),
    user: userKey(plan, request.tier, request.user),
    stream: request.stream,
    body: requestBody(request, plan, model),
  };
}

/** The plan's requests as chains, in the order in which they begin. Throws K6Error for a plan that k6 cannot play. */
export function chainsOf(plan: Plan, model: string): Chain[] {
  if (plan.on429 !== 'record')
    throw new K6Error(
      `on429: ${plan.on429} needs users who know of each other’s refusals, and VUs of k6 share nothing: play it with --engine embedded, or on429: record`,
    );
  const chains = new Map<string, Task[]>();
  const keys = new Map<number, string>();
  for (const request of plan.requests) {
    const before = request.lane === undefined && request.follows !== undefined ? keys.get(request.follows) : undefined;
    const key = before ?? chainKey(request);
    keys.set(request.i, key);
    const chain = chains.get(key);
    const task = taskOf(plan, request, model);
    if (chain === undefined) chains.set(key, [task]);
    else chain.push(task);
  }
  return [...chains.values()].map((tasks) => ({ tasks })).sort((a, b) => firstMs(a) - firstMs(b));
}

const firstMs = ({ tasks }: Chain): number => tasks[0]?.atMs ?? 0;

/** More VUs than these take gigabytes. */
const MOST_VUS = 1_000;
/** A VU that waits for its next chain is there so long before it is due. */
const AHEAD_MS = 1_000;

/**
 * VUs for all chains that may be under way at once: each may take its deadlines and pauses. Where there are more, the
 * later ones begin late, and the samples say by how much.
 */
export function vusFor(chains: readonly Chain[], deadlineMs: number): number {
  const instants = chains.flatMap((chain) => {
    const long = chain.tasks.reduce((sum, { thinkMs }) => sum + thinkMs + deadlineMs, AHEAD_MS);
    const last = Math.max(...chain.tasks.map(({ untilMs, atMs }) => untilMs ?? atMs));
    const from = firstMs(chain) - AHEAD_MS;
    const to = chain.tasks.some(({ untilMs }) => untilMs !== undefined) ? last + deadlineMs : from + long;
    return [
      { atMs: from, change: 1 },
      { atMs: to, change: -1 },
    ];
  });
  instants.sort((a, b) => a.atMs - b.atMs || a.change - b.change);
  let now = 0;
  let most = 1;
  for (const { change } of instants) {
    now += change;
    most = Math.max(most, now);
  }
  return Math.min(most, MOST_VUS, Math.max(1, chains.length));
}
