import type { Plan } from '../plan/plan.ts';
import type { Sample } from '../samples/sample.ts';
import type { Counts } from './record.ts';

/** From … to; open where no more is known than the least. */
export interface Range {
  from: number;
  to: number;
}

const exactly = (value: number): Range => ({ from: value, to: value });
const upTo = (value: number): Range => ({ from: 0, to: value });
const NOTHING = exactly(0);
const ANY = upTo(Number.POSITIVE_INFINITY);

const OK = 200;

/** How a request may have ended for the limiter: a stream that began was admitted, and without an answer nobody knows. */
function admission({ outcome, status, sentMs }: Sample): 'admitted' | 'refused' | 'unknown' | 'neither' {
  if (outcome === 'auth' || sentMs === undefined) return 'neither';
  if (outcome === 'refused-early') return 'refused';
  return status === OK ? 'admitted' : 'unknown';
}

/** Of a model server, and of tokens: what a whole answer says, and nothing sure of another one. */
function used({ outcome, usage }: Sample, value: number | undefined, besides: number): Range {
  if (outcome !== 'admitted') return ANY;
  return usage === undefined || value === undefined
    ? { from: besides, to: Number.POSITIVE_INFINITY }
    : exactly(value + besides);
}

/**
 * How far one request moves a counter, at least and at most. Where a tier has a token limit too, the limiter is asked twice, and a
 * refusal may have been counted as admitted by its first question.
 */
export function movedBy(sample: Sample, counts: Counts, perRequest: number, twice: boolean): Range {
  const ended = admission(sample);
  if (ended === 'neither') return NOTHING;
  const whole = sample.outcome === 'admitted';
  switch (counts) {
    case 'admitted':
      if (ended === 'refused') return upTo(twice ? perRequest - 1 : 0);
      return ended === 'admitted' ? exactly(perRequest) : upTo(perRequest);
    case 'refused':
      if (ended === 'refused') return exactly(perRequest);
      return whole ? NOTHING : upTo(perRequest);
    case 'tokens':
      return ended === 'refused' ? upTo(twice ? perRequest : 0) : used(sample, sample.usage?.total, perRequest);
    case 'answers':
      return whole ? exactly(perRequest) : upTo(ended === 'admitted' ? perRequest : 0);
    case 'model-requests':
      return whole ? exactly(perRequest) : upTo(ended === 'refused' ? 0 : perRequest);
    case 'model-prompt':
      return ended === 'refused' ? NOTHING : used(sample, sample.usage?.prompt, perRequest);
    case 'model-generated':
      return ended === 'refused' ? NOTHING : used(sample, sample.usage?.completion, perRequest);
  }
}

/** When a counter moved for a request, in milliseconds of the run: the limiter decides before there are headers, all else is counted at the end. */
export function movedAt({ sentMs, schedMs, headersMs, endMs }: Sample, counts: Counts): Range {
  const from = sentMs ?? schedMs;
  return counts === 'admitted' || counts === 'refused'
    ? { from, to: headersMs ?? endMs }
    : { from: headersMs ?? from, to: endMs };
}

/** Whether the limiter is asked twice about a request of a tier. */
export const isAskedTwice = (plan: Pick<Plan, 'tiers'>, tier: string): boolean =>
  plan.tiers.find(({ name }) => name === tier)?.limits?.tokens !== undefined;
