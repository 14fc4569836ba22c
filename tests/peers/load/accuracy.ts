import { ascending } from '../../../load/statistics/quantile.ts';
import type { Played } from './clients.ts';
import type { Truth } from './started-mock.ts';
import type { Usage } from './work.ts';

const US_PER_MS = 1_000;

/** What a client said of streams, against what the mock did. Times are milliseconds. */
export interface Accuracy {
  gapErrors: Float64Array;
  ttftErrors: Float64Array;
  /** Events that were sent and not seen, or seen and not sent. */
  lost: number;
  /** Processor time of the whole process for each event, in microseconds. */
  usPerEvent: number;
  /** Share of a core. */
  cores: number;
  rssBytes: number;
}

/** Processor time that was used up to an instant. */
function cpuAt(usage: readonly Usage[], atMs: number): number {
  const after = usage.findIndex((one) => one.atMs >= atMs);
  const [before, next] = [usage[Math.max(0, after - 1)], usage[after] ?? usage.at(-1)];
  if (before === undefined || next === undefined) return Number.NaN;
  const share = next.atMs === before.atMs ? 0 : (atMs - before.atMs) / (next.atMs - before.atMs);
  return before.cpuMs + share * (next.cpuMs - before.cpuMs);
}

/** From when to when all streams ran, on the machine's clock: neither the beginning, in which code is compiled, nor the end. */
function stretchOf(truth: ReadonlyMap<string, Truth>, warmUpMs: number): { fromMs: number; toMs: number } {
  const starts = [...truth.values()].map(({ receivedAtMs }) => receivedAtMs);
  const first = starts.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const last = starts.reduce((most, at) => Math.max(most, at), 0);
  return { fromMs: first + warmUpMs, toMs: Math.max(last, first + warmUpMs + 1) };
}

/** Judges a client by the truth, `warmUpMs` after its first request. */
export function accuracyOf(played: Played, truth: ReadonlyMap<string, Truth>, warmUpMs: number): Accuracy {
  const { fromMs, toMs } = stretchOf(truth, warmUpMs);
  const gaps: number[] = [];
  const ttfts: number[] = [];
  let lost = 0;
  let events = 0;
  const seen = new Map(played.seen.map((one) => [one.id, one]));
  for (const [id, { receivedAtMs, sentAtMs }] of truth) {
    for (const at of sentAtMs) if (at >= fromMs && at < toMs) events += 1;
    const one = seen.get(id);
    lost += Math.abs(sentAtMs.length - (one === undefined ? 0 : one.gapsMs.length + 1));
    if (one === undefined || receivedAtMs < fromMs) continue;
    ttfts.push(Math.abs(one.ttftMs - ((sentAtMs[0] ?? 0) - receivedAtMs)));
    one.gapsMs.forEach((gap, at) => {
      gaps.push(Math.abs(gap - ((sentAtMs[at + 1] ?? 0) - (sentAtMs[at] ?? 0))));
    });
  }
  const cpuMs = cpuAt(played.usage, toMs) - cpuAt(played.usage, fromMs);
  const inside = played.usage.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  return {
    gapErrors: ascending(gaps),
    ttftErrors: ascending(ttfts),
    lost,
    usPerEvent: (cpuMs * US_PER_MS) / events,
    cores: cpuMs / (toMs - fromMs),
    rssBytes: inside.reduce((most, { rssBytes }) => Math.max(most, rssBytes), 0),
  };
}
