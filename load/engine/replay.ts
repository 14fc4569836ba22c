import type { Plan, PlannedRequest } from '../plan/plan.ts';
import type { Sample, WatchRecord } from '../samples/sample.ts';
import { connections } from './connections.ts';
import { eventTimesPool } from './event-times.ts';
import { type Due, type Exchange, exchange } from './exchange.ts';
import { endpointPath, requestBody } from './request-body.ts';
import { type Schedule, schedule } from './schedule.ts';
import { type SelfWatch, selfWatch } from './self-watch.ts';
import type { LoadTarget } from './target.ts';

/** How often deadlines are looked at. */
const SWEEP_MS = 50;
const ID_DIGITS = 12;

export interface ReplayOptions {
  plan: Plan;
  target: LoadTarget;
  worker: number;
  onSample: (sample: Sample) => void;
  onWatch: (record: WatchRecord) => void;
}

/** One thread's part of a run. */
export interface Replay {
  /** Opens connections, and builds what is sent first. */
  prepare(): Promise<void>;
  /** Plays the plan; `clock` is 0 at its start. Answers how many requests were not sent. */
  play(clock: () => number): Promise<number>;
  /** Sends nothing more; `abandon` ends what is in flight as well. */
  stop(abandon: boolean): void;
  close(): Promise<void>;
}

/** Bodies are built before they are due, in the order of the plan, so that no long prompt delays a request. */
function bodies(
  plan: Plan,
  model: string,
): { prepare: (upToMs: number) => void; take: (request: PlannedRequest) => Buffer } {
  const built = new Map<number, Buffer>();
  let next = 0;
  const build = (request: PlannedRequest): Buffer => Buffer.from(requestBody(request, plan, model));
  return {
    prepare(upToMs) {
      for (
        let request = plan.requests[next];
        request !== undefined && request.atMs <= upToMs;
        request = plan.requests[next]
      ) {
        if (request.follows === undefined && request.lane === undefined) built.set(request.i, build(request));
        next += 1;
      }
    },
    take(request) {
      const body = built.get(request.i) ?? build(request);
      built.delete(request.i);
      return body;
    },
  };
}

const LOOKAHEAD_MS = 250;

/** Plays a plan, or a part of one, on this thread. */
export function replay({ plan, target, worker, onSample, onWatch }: ReplayOptions): Replay {
  const links = connections(target);
  const path = new URL(endpointPath(plan), target.baseUrl).pathname;
  const times = eventTimesPool();
  const active = new Set<Exchange>();
  const ready = bodies(plan, target.model);
  let plays: Schedule | undefined;
  let watch: SelfWatch | undefined;
  let sweep: NodeJS.Timeout | undefined;

  const headersOf = ({ i, tier, user, stream }: PlannedRequest): Record<string, string> => {
    const token = target.tokens[tier]?.[user] ?? '';
    return {
      'content-type': 'application/json',
      accept: stream ? 'text/event-stream' : 'application/json',
      'accept-encoding': 'identity',
      // So that a request can be found in the logs of what it passed.
      'x-request-id': `${plan.hash.slice(0, ID_DIGITS)}-${i}`,
      ...(token !== '' && { authorization: `Bearer ${token}` }),
    };
  };

  const send = (clock: () => number, request: PlannedRequest, due: Due): void => {
    const one = exchange({
      request,
      due,
      deadlineMs: plan.deadlineMs,
      clock,
      pool: times,
      onStart: links.starting,
      done(sample) {
        active.delete(one);
        onSample(sample);
        // undici has the connection free one turn of the event loop later: what follows at once would open another one.
        setImmediate(() => plays?.ended(request, sample));
      },
    });
    active.add(one);
    links.pool.dispatch({ method: 'POST', path, headers: headersOf(request), body: ready.take(request) }, one.handler);
  };

  return {
    async prepare() {
      ready.prepare(LOOKAHEAD_MS);
      await links.warm(plan.target.warmConnections);
    },
    async play(clock) {
      plays = schedule({ plan, clock, send: (request, due) => send(clock, request, due) });
      watch = selfWatch(worker, clock, () => active.size, onWatch);
      sweep = setInterval(() => {
        const now = clock();
        for (const one of active) one.watch(now);
        ready.prepare(now + LOOKAHEAD_MS);
      }, SWEEP_MS);
      plays.start();
      return plays.finished;
    },
    stop(abandon) {
      plays?.stop();
      if (abandon) for (const one of [...active]) one.abandon('the run was broken off');
    },
    async close() {
      clearInterval(sweep);
      watch?.stop();
      await links.close();
    },
  };
}
