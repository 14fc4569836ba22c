import { milliseconds } from '../profile/duration.ts';
import type { Phase } from '../profile/phases.ts';
import type { RateSpan } from './arrivals.ts';
import type { TraceRow } from './trace.ts';

/** A stretch of time with one way of offering load; a step of a phase is one. */
export interface Stretch {
  name: string;
  group?: string;
  phase: Phase;
  startMs: number;
  durationMs: number;
  warmupMs: number;
  /** Absent where arrivals do not follow a rate of all tiers together. */
  span?: RateSpan;
  cv?: number;
}

/** How a phase is cut, from its own start: each part with its length, and its rate where it has one. */
type Part = Pick<Stretch, 'name' | 'durationMs' | 'span' | 'cv'>;

const level = (rate: number, durationMs: number): RateSpan => ({ from: rate, to: rate, durationMs });
const cvOf = (arrivals: 'even' | 'poisson'): number => (arrivals === 'even' ? 0 : 1);

const CV = { constant: 0, poisson: 1 } as const;

function stepped(name: string, rates: readonly { rate: number; durationMs: number }[], cv: number): Part[] {
  return rates.map(({ rate, durationMs }, index) => ({
    name: `${name}/${index + 1}`,
    durationMs,
    span: level(rate, durationMs),
    cv,
  }));
}

/** Rates from the first to the last, each the same factor above the one before. */
const geometric = (from: number, to: number, steps: number): number[] =>
  Array.from({ length: steps }, (_, index) => from * (to / from) ** (index / (steps - 1)));

function partsOf(phase: Phase, trace: readonly TraceRow[]): Part[] {
  const { name } = phase;
  switch (phase.kind) {
    case 'closed':
      return [{ name, durationMs: milliseconds(phase.duration) }];
    case 'constant':
    case 'poisson':
    case 'gamma': {
      const durationMs = milliseconds(phase.duration);
      const cv = phase.kind === 'gamma' ? phase.cv : CV[phase.kind];
      const span = typeof phase.rate === 'number' ? level(phase.rate, durationMs) : undefined;
      return [{ name, durationMs, span, cv }];
    }
    case 'ramp': {
      const durationMs = milliseconds(phase.duration);
      return [{ name, durationMs, span: { from: phase.from, to: phase.to, durationMs }, cv: cvOf(phase.arrivals) }];
    }
    case 'steps': {
      const rates = phase.steps.map(({ rate, duration }) => ({ rate, durationMs: milliseconds(duration) }));
      return stepped(name, rates, cvOf(phase.arrivals));
    }
    case 'sweep': {
      const durationMs = milliseconds(phase.step);
      const rates = geometric(phase.from, phase.to, phase.steps).map((rate) => ({ rate, durationMs }));
      return stepped(name, rates, cvOf(phase.arrivals));
    }
    case 'burst':
      return [{ name, durationMs: phase.times * milliseconds(phase.every) }];
    case 'trace':
      return [{ name, durationMs: Math.ceil((trace.at(-1)?.atMs ?? 0) + 1) }];
  }
}

/** When each phase is. One starts after all before it, or with the one that it names; `traces` has the rows by phase. */
export function timeline(phases: readonly Phase[], traces: ReadonlyMap<string, readonly TraceRow[]>): Stretch[] {
  const starts = new Map<string, number>();
  const found: Stretch[] = [];
  let end = 0;
  for (const phase of phases) {
    const first = (phase.with === undefined ? end : (starts.get(phase.with) ?? end)) + milliseconds(phase.delay);
    starts.set(phase.name, first);
    let startMs = first;
    for (const part of partsOf(phase, traces.get(phase.name) ?? [])) {
      const warmupMs = startMs === first ? milliseconds(phase.warmup) : 0;
      const group = part.name === phase.name ? undefined : phase.name;
      found.push({ ...part, ...(group !== undefined && { group }), phase, startMs, warmupMs });
      startMs += part.durationMs;
    }
    end = Math.max(end, startMs);
  }
  return found;
}
