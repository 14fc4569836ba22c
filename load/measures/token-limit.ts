import type { Limit } from '../limiter-accuracy/exactness.ts';
import type { Ruling } from '../limiter-accuracy/observation.ts';
import { judgeTokenWindows, type MeteredSpan, tokensBefore } from '../limiter-accuracy/token-windows.ts';
import type { Sample } from '../samples/sample.ts';

/** What an answer may count as. */
type Amount = (sample: Sample) => number;

const total: Amount = ({ usage }) => usage?.total ?? 0;

/** Ways of counting that are wrong, as they are known of limiters; the first that explains everything is told. */
const WRONG: readonly (readonly [string, Amount])[] = [
  ['each token is counted twice', (sample) => 2 * total(sample)],
  ['only the tokens of prompts are counted', ({ usage }) => usage?.prompt ?? 0],
  ['only the tokens of answers are counted', ({ usage }) => usage?.completion ?? 0],
  ['each answer is counted as one token', () => 1],
];

type See = (sample: Sample) => MeteredSpan;

/** Samples as a token limit sees them, by one way of counting. */
const spansOf = (samples: readonly Sample[], see: See, amount: Amount): MeteredSpan[] =>
  samples.map((sample) => ({ ...see(sample), tokens: amount(sample) }));

export interface TokenRuling extends Ruling {
  /** What its way of counting looks like, where it is wrong. */
  sign?: string;
  /** Whether the limit, as it is counted, may have refused this request. */
  mayRefuse(sample: Sample): boolean;
}

/** Whether a token limit that counts as it should may have refused each of these. */
export const tokensMayRefuse =
  (samples: readonly Sample[], { limit, windowMs }: Limit, see: See, amount: Amount = total) =>
  (sample: Sample): boolean =>
    sample.outcome === 'refused-early' &&
    tokensBefore(spansOf(samples, see, amount), { ...see(sample), tokens: 0 }, windowMs) >= limit;

/** Whether one user’s token limit was kept. `others`: refusals that another limit explains. */
export function judgeTokenLimit(
  samples: readonly Sample[],
  limit: Limit,
  see: See,
  others: (sample: Sample) => boolean,
): TokenRuling {
  const own = samples.filter((sample) => !others(sample));
  const rule = (amount: Amount): Ruling => judgeTokenWindows(spansOf(own, see, amount), limit);
  const mayRefuse = (amount: Amount) => tokensMayRefuse(samples, limit, see, amount);
  const ruling = rule(total);
  if (ruling.verdict !== 'violated') return { ...ruling, mayRefuse: mayRefuse(total) };
  if (!own.some(({ outcome }) => outcome === 'refused-early'))
    return { ...ruling, sign: 'tokens are not counted', mayRefuse: mayRefuse(total) };
  const [sign, amount] = WRONG.find(([, way]) => rule(way).verdict === 'holds') ?? [undefined, total];
  return { ...ruling, ...(sign !== undefined && { sign }), mayRefuse: mayRefuse(amount) };
}
