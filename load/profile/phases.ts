import { z } from 'zod';
import { Duration } from './duration.ts';

const PerSecond = z.number().positive().describe('requests a second, of all tiers of the phase together');
const Count = z.int().positive();

/** Offered by the clock, whatever the answers do: a rate, or a share of what each user's limit allows. */
const Rate = z.union(
  [
    PerSecond,
    z.strictObject({ ofLimit: z.number().positive() }).describe('for each user, times the limit of the tier'),
  ],
  { error: 'expected requests a second, or ofLimit: 0.5 for half of what each user may send' },
);

const shared = {
  name: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'expected a name of small letters, digits and dashes' })
    .describe('name in the results'),
  tiers: z.array(z.string()).min(1).optional().describe('the tiers that take part; all when absent'),
  warmup: Duration.optional().describe('how much of its beginning is not measured'),
  with: z.string().optional().describe('starts with this earlier phase, not after all of them'),
  delay: Duration.optional().describe('starts so much later'),
};
const timed = { ...shared, duration: Duration };

const Arrivals = z.enum(['even', 'poisson']).default('even').describe('how arrivals lie under the rate');

/** The phases of a profile. All but `closed` are open: their arrivals do not wait for answers. */
export const Phase = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      ...timed,
      kind: z.literal('closed'),
      concurrency: Count.describe('so many requests are in flight'),
      requests: Count.describe('at most so many in all'),
      think: Duration.optional().describe('between an answer and the next request'),
    }),
    z.strictObject({ ...timed, kind: z.literal('constant'), rate: Rate }),
    z.strictObject({ ...timed, kind: z.literal('poisson'), rate: Rate }),
    z.strictObject({
      ...timed,
      kind: z.literal('gamma'),
      rate: Rate,
      cv: z.number().min(0.1).max(6).describe('coefficient of variation of the gaps; 1 is Poisson, above is bursty'),
    }),
    z.strictObject({
      ...shared,
      kind: z.literal('steps'),
      steps: z.array(z.strictObject({ rate: PerSecond, duration: Duration })).min(1),
      arrivals: Arrivals,
    }),
    z.strictObject({
      ...timed,
      kind: z.literal('ramp'),
      from: z.number().nonnegative(),
      to: PerSecond,
      arrivals: Arrivals,
    }),
    z.strictObject({
      ...shared,
      kind: z.literal('burst'),
      size: Count.describe('requests at one instant'),
      times: Count.default(1),
      every: Duration.describe('from burst to burst, and after the last'),
    }),
    z.strictObject({
      ...shared,
      kind: z.literal('trace'),
      file: z.string().min(1).describe('CSV beside the profile: at_ms,input_tokens,output_tokens with that first line'),
      keep: z
        .number()
        .positive()
        .max(1)
        .default(1)
        .describe('share of the rows that is sent: thinning keeps the burstiness, stretching would not'),
    }),
    z.strictObject({
      ...shared,
      kind: z.literal('sweep'),
      from: PerSecond,
      to: PerSecond,
      steps: z.int().min(2).max(50),
      step: Duration.describe('duration of one step'),
      arrivals: Arrivals,
    }),
  ],
  {
    error: ({ code }) =>
      code === 'invalid_union'
        ? 'expected kind: closed, constant, poisson, gamma, steps, ramp, burst, trace or sweep'
        : undefined,
  },
);
export type Phase = z.infer<typeof Phase>;
