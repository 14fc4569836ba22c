import { z } from 'zod';
import { Counts } from '../metering/record.ts';
import { Outcome } from '../samples/sample.ts';

export const MEASURES_VERSION = 1;

const Count = z.int().nonnegative();
const Ms = z.number();

/** A quantile with its 95 % interval, or how many values it would take. */
const Quantile = z.union([
  z.strictObject({ ms: Ms, from: Ms, to: Ms }),
  z.strictObject({ needs: Count.describe('below so many values it is not told') }),
]);
export type Quantile = z.infer<typeof Quantile>;

const Distribution = z.strictObject({
  n: Count,
  minMs: Ms.optional(),
  maxMs: Ms.optional(),
  p50: Quantile,
  p90: Quantile,
  p95: Quantile,
  p99: Quantile,
  blockMediansMs: z.array(Ms).describe('of consecutive stretches of the phase: what a comparison of runs is made from'),
  histogram: z
    .string()
    .describe('HdrHistogram V2 of microseconds, compressed, base64: adding those of two runs loses nothing'),
});
export type Distribution = z.infer<typeof Distribution>;

const METRICS = ['ttft', 'ttfat', 'icl', 'tpot', 'e2e', 'scheduledTtft', 'scheduledE2e', 'stall', 'rejection'] as const;
export type Metric = (typeof METRICS)[number];

export const Steadiness = z.enum(['steady', 'warming', 'saturating', 'too-short']);
export type Steadiness = z.infer<typeof Steadiness>;

const GroupMeasures = z.strictObject({
  phase: z.string(),
  tier: z.string().describe('or "all" for the tiers together'),
  fromMs: Ms,
  toMs: Ms,
  offered: Count.describe('due in this time, sent or not'),
  outcomes: z.partialRecord(Outcome, Count),
  targetRate: z.number().optional().describe('requests a second that the plan has'),
  rate: z.number().describe('requests a second that the engine came to'),
  targetCv: z.number().optional(),
  cv: z.number().optional().describe('variation of the gaps between them'),
  latenessMs: Quantile.describe('p99 of the engine’s own lateness'),
  metrics: z.record(z.enum(METRICS), Distribution),
  outputTokensPerSecond: z.number(),
  tokensPerEvent: z.number().optional().describe('above 1, icl is not the time between tokens'),
  usageMissing: Count.describe('admitted streams without usage'),
  tpotUndefined: Count.describe('answers too short to have a time per token'),
  answerMissing: Count.describe('admitted answers with thoughts only'),
  coalescedShare: z.number().describe('of the events: came in one read with the one before'),
  buffered: Count.describe('streams whose events came all at once at the end'),
  newConnections: Count,
  goodput: z
    .strictObject({
      kept: Count.describe('requests that kept all of the SLO'),
      ofOffered: z.number().optional(),
      ofAdmitted: z.number().optional(),
      perSecond: z.number(),
    })
    .optional()
    .describe('absent where the tier has no SLO'),
  fairness: z.number().optional().describe('Jain’s index of what its users were admitted'),
  steady: Steadiness,
});
export type GroupMeasures = z.infer<typeof GroupMeasures>;

const Judged = z.strictObject({ verdict: z.enum(['holds', 'violated', 'undecided']), text: z.string() });

/** What a counter of the platform says beside what the client saw. */
const CountedRow = z.strictObject({
  counts: Counts,
  metric: z.string(),
  phase: z.string().optional().describe('absent for the whole run'),
  tier: z.string().optional().describe('absent for all of them'),
  client: z
    .strictObject({ from: z.number(), to: z.number().optional() })
    .optional()
    .describe(
      'what the client’s requests make: a range, where some ended beside a scrape or nobody knows how; without `to`: or more',
    ),
  platform: z.number().optional().describe('how far the counter moved between the scrapes around it'),
  difference: z.number().optional().describe('0 inside of the range; below 0: the platform has missed some'),
  verdict: z.enum(['agree', 'disagree', 'inconclusive']),
  text: z.string(),
});
export type CountedRow = z.infer<typeof CountedRow>;

export const ClientState = z.strictObject({
  verdict: z.enum(['fit', 'bottleneck', 'unknown']),
  reasons: z.array(z.string()),
  lateP99Ms: z.number().optional(),
  worstLagMs: z.number(),
  busiest: z.number(),
  steal: z.number().optional(),
});
export type ClientState = z.infer<typeof ClientState>;

/** What a run has shown. Version 1. */
export const Measures = z.strictObject({
  version: z.literal(MEASURES_VERSION),
  profile: z.string(),
  plan: z.string(),
  startedAt: z.string(),
  complete: z.boolean().describe('false: broken off, or samples are missing'),
  unsent: Count,
  stopped: z.string().optional(),
  groups: z.array(GroupMeasures),
  limiter: z.array(
    Judged.extend({
      tier: z.string(),
      counts: z.enum(['requests', 'tokens']).default('requests').describe('what the limit is of'),
    }),
  ),
  isolation: Judged.extend({
    byRefusals: z.boolean().describe('true: told by what was refused, not by times'),
  }).optional(),
  prometheus: z
    .strictObject({
      asked: z.boolean().describe('true: the user has named a Prometheus'),
      source: z.string().optional().describe('how it was reached'),
      absent: z.string().optional().describe('why nothing could be compared'),
      counts: z.array(CountedRow),
    })
    .optional()
    .describe('the platform’s own counts; absent where the run did not look'),
  client: ClientState,
});
export type Measures = z.infer<typeof Measures>;
