import { ascending } from '../../../load/statistics/quantile.ts';
import type { Truth } from '../load/started-mock.ts';
import { gapsOf, meanOf, type Seen } from './seen.ts';

/** What a tool said, held against what the server did. All arrays ascend, in milliseconds. */
export interface Accuracy {
  requests: number;
  /** As the tool says it. */
  ttft: Float64Array;
  /** How far it is from when the server wrote the first text. */
  ttftErrors: Float64Array;
  /** Of a request's mean time between tokens. */
  itlErrors: Float64Array;
  /** Of each gap; absent where the tool keeps none. */
  gapErrors?: Float64Array;
}

interface Pair {
  seen: Seen;
  ttftMs: number;
  gapsMs: number[];
}

/** Throws where the tool tells of a request that the server has not had: then ids do not mean what this takes them for. */
function paired(seen: Seen, truth: ReadonlyMap<string, Truth>): Pair & { receivedAtMs: number } {
  const served = truth.get(seen.id);
  if (served === undefined) throw new Error(`the server had no request ${seen.id}`);
  const { receivedAtMs, sentAtMs } = served;
  return { seen, receivedAtMs, ttftMs: (sentAtMs[0] ?? receivedAtMs) - receivedAtMs, gapsMs: gapsOf(sentAtMs) };
}

const gapErrors = ({ seen, gapsMs }: Pair): number[] =>
  gapsMs.map((gap, at) => Math.abs((seen.gapsMs?.[at] ?? 0) - gap));

/**
 * The errors of a tool.
 *
 * @param warmUpMs requests of so many milliseconds from the first one are left out: code is compiled and connections open then
 */
export function accuracyOf(all: readonly Seen[], truth: ReadonlyMap<string, Truth>, warmUpMs = 0): Accuracy {
  const pairs = all.map((seen) => paired(seen, truth));
  const began = Math.min(...pairs.map(({ receivedAtMs }) => receivedAtMs));
  const measured = pairs.filter(({ receivedAtMs }) => receivedAtMs - began >= warmUpMs);
  const keepsGaps = measured.every(({ seen }) => seen.gapsMs !== undefined);
  return {
    requests: measured.length,
    ttft: ascending(measured.map(({ seen }) => seen.ttftMs)),
    ttftErrors: ascending(measured.map(({ seen, ttftMs }) => Math.abs(seen.ttftMs - ttftMs))),
    itlErrors: ascending(measured.map(({ seen, gapsMs }) => Math.abs(seen.itlMs - (meanOf(gapsMs) ?? 0)))),
    ...(keepsGaps && { gapErrors: ascending(measured.flatMap(gapErrors)) }),
  };
}

/** The longest time without a token that any record of the tool has: of its gaps, or of its means where it keeps none. */
export const longestSeenMs = (all: readonly Seen[]): number =>
  Math.max(0, ...all.flatMap(({ gapsMs, itlMs }) => gapsMs ?? [itlMs]));
