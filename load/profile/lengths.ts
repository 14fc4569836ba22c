import { z } from 'zod';

const Tokens = z.int().positive();
const Probability = z.number().min(0).max(1);

const isAscending = (points: readonly (readonly [number, number])[]): boolean =>
  points.every(([p, tokens], index) => {
    const [before, fewer] = points[index - 1] ?? [-1, 0];
    return p > before && tokens >= fewer;
  });

/**
 * How long texts are, in tokens. The quantiles of measured traffic are the usual form: lognormal fits of real traces are
 * rejected by every test, so that form is for what nobody has measured.
 */
export const Lengths = z.union(
  [
    z.strictObject({ fixed: Tokens }).describe('all of one length'),
    z
      .strictObject({
        quantiles: z
          .array(z.tuple([Probability, Tokens]))
          .min(2)
          .refine((points) => points[0]?.[0] === 0 && points.at(-1)?.[0] === 1, {
            error: 'expected the first quantile to be 0 and the last 1',
          })
          .refine(isAscending, { error: 'expected ascending pairs of quantile and tokens' }),
      })
      .describe('pairs of quantile and tokens, interpolated linearly: [[0, 10], [0.5, 120], [1, 600]]'),
    z
      .strictObject({ lognormal: z.strictObject({ median: Tokens, sigma: z.number().positive(), max: Tokens }) })
      .describe('lognormal, cut at max'),
  ],
  { error: 'expected fixed: N, quantiles: [[0, N], …, [1, N]] or lognormal: {median, sigma, max}' },
);
export type Lengths = z.infer<typeof Lengths>;
