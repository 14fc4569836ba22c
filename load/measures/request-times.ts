import type { Sample } from '../samples/sample.ts';
import type { Metric } from './measures.ts';

const since = (from: number | undefined, to: number | undefined): number[] =>
  from === undefined || to === undefined ? [] : [to - from];

/** Time per token after the first event with text; nothing where the answer has no more tokens than that event, or does not count them. */
export function tpotOf({ usage, firstTokens = 1, firstTokenMs, lastTokenMs }: Sample): number[] {
  const more = (usage?.completion ?? 0) - firstTokens;
  if (more <= 0 || firstTokenMs === undefined || lastTokenMs === undefined || lastTokenMs === firstTokenMs) return [];
  return [(lastTokenMs - firstTokenMs) / more];
}

export const longestStall = ({ gapsMs }: Sample): number[] =>
  gapsMs === undefined ? [] : [gapsMs.reduce((most, gap) => Math.max(most, gap), 0)];

/** The values that one request gives to each metric. Refusals have a latency of their own, and no other. */
export const VALUES: Readonly<Record<Metric, (sample: Sample) => readonly number[]>> = {
  ttft: ({ sentMs, firstTokenMs }) => since(sentMs, firstTokenMs),
  ttfat: ({ sentMs, firstAnswerMs }) => since(sentMs, firstAnswerMs),
  icl: ({ gapsMs }) => gapsMs ?? [],
  tpot: tpotOf,
  e2e: ({ sentMs, endMs }) => since(sentMs, endMs),
  scheduledTtft: ({ schedMs, firstTokenMs }) => since(schedMs, firstTokenMs),
  scheduledE2e: ({ schedMs, endMs }) => since(schedMs, endMs),
  stall: longestStall,
  rejection: ({ sentMs, headersMs, endMs }) => since(sentMs, headersMs ?? endMs),
};
