import type { Plan, PlannedRequest } from '../plan/plan.ts';
import type { Sample } from '../samples/sample.ts';
import type { Due } from './exchange.ts';
import { pauses } from './pauses.ts';

/** A timer may fire so much too late: what is due sooner is waited for in turns of the event loop. */
const SPIN_MS = 0.3;
const LONGEST_SLEEP_MS = 500;

export interface ScheduleOptions {
  plan: Plan;
  /** Milliseconds from the start of the run; may be below 0 before it. */
  clock: () => number;
  /** Sends a request; the sample comes later, to `ended`. */
  send: (request: PlannedRequest, due: Due) => void;
}

/** Sends each request at its time. */
export interface Schedule {
  start(): void;
  ended(request: PlannedRequest, sample: Sample): void;
  /** Sends nothing more. */
  stop(): void;
  /** How many were not sent, when all is over. */
  finished: Promise<number>;
}

/** A request that has a time now. */
interface Pending {
  request: PlannedRequest;
  schedMs: number;
  heldMs: number;
}

const laneOf = ({ phase, lane }: PlannedRequest): string => `${phase}/${lane}`;

/** What waits for the end of another request: the next turn of a conversation, the next of a lane. */
function successors(requests: readonly PlannedRequest[]): {
  first: PlannedRequest[];
  takeAfter: (request: PlannedRequest) => PlannedRequest[];
} {
  const first: PlannedRequest[] = [];
  const turns = new Map<number, PlannedRequest[]>();
  const lanes = new Map<string, PlannedRequest[]>();
  for (const request of requests) {
    if (request.lane !== undefined) {
      const lane = lanes.get(laneOf(request));
      if (lane === undefined) lanes.set(laneOf(request), []);
      else lane.push(request);
      if (lane === undefined) first.push(request);
    } else if (request.follows === undefined) first.push(request);
    else turns.set(request.follows, [...(turns.get(request.follows) ?? []), request]);
  }
  for (const lane of lanes.values()) lane.reverse();
  return {
    first,
    takeAfter(request) {
      const next = request.lane === undefined ? undefined : lanes.get(laneOf(request))?.pop();
      return next === undefined ? (turns.get(request.i) ?? []) : [next];
    },
  };
}

/** The schedule of a plan's requests, or of a part of them. */
export function schedule({ plan, clock, send }: ScheduleOptions): Schedule {
  const { first, takeAfter } = successors(plan.requests);
  const phaseEnds = new Map(plan.phases.map(({ name, startMs, durationMs }) => [name, startMs + durationMs]));
  const held = pauses(plan.on429);
  // Latest first: what is due next is taken from the end.
  const pending: Pending[] = first.map((request) => ({ request, schedMs: request.atMs, heldMs: 0 })).reverse();
  const { promise, resolve } = Promise.withResolvers<number>();
  let inFlight = 0;
  let sent = 0;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let immediate: NodeJS.Immediate | undefined;

  const insert = (one: Pending): void => {
    let low = 0;
    let high = pending.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pending[middle]?.schedMs ?? 0) > one.schedMs) low = middle + 1;
      else high = middle;
    }
    pending.splice(low, 0, one);
  };

  const take = (one: Pending, now: number): void => {
    const until = held.until(one.request);
    if (until > now) {
      insert({ ...one, schedMs: until, heldMs: one.heldMs + until - one.schedMs });
      return;
    }
    inFlight += 1;
    sent += 1;
    send(one.request, { schedMs: one.schedMs, pickedMs: now, heldMs: one.heldMs });
  };

  const turn = (): void => {
    for (let next = pending.at(-1); next !== undefined && !stopped; next = pending.at(-1)) {
      const now = clock();
      if (next.schedMs > now) break;
      pending.pop();
      take(next, now);
    }
    wait();
  };

  const wait = (): void => {
    clearTimeout(timer);
    clearImmediate(immediate);
    const next = pending.at(-1);
    if (stopped || next === undefined) {
      if (inFlight === 0) resolve(plan.requests.length - sent);
      return;
    }
    const left = next.schedMs - clock();
    if (left <= SPIN_MS) immediate = setImmediate(turn);
    else timer = setTimeout(turn, Math.min(LONGEST_SLEEP_MS, Math.max(1, Math.floor(left))));
  };

  return {
    start: turn,
    finished: promise,
    ended(request, sample) {
      inFlight -= 1;
      held.note(request, sample, clock());
      const now = clock();
      for (const next of takeAfter(request)) {
        const isOver = next.lane !== undefined && now >= (phaseEnds.get(next.phase) ?? 0);
        if (!isOver) insert({ request: next, schedMs: Math.max(next.atMs, now + (next.thinkMs ?? 0)), heldMs: 0 });
      }
      wait();
    },
    stop() {
      stopped = true;
      wait();
    },
  };
}
