import { z } from 'zod';
import { Duration } from './duration.ts';
import { Lengths } from './lengths.ts';
import { Phase } from './phases.ts';

const PROFILE_VERSION = 1;

const Ms = z.number().positive();
const Share = z.number().min(0).max(1);

/** Limits of one user's counter. Where the cluster's policies can be read, they win. */
const CounterLimit = z.strictObject({ limit: z.int().positive(), window: Duration });

/** What one request must keep, and which share of the tier's requests must keep it all. */
const Slo = z.strictObject({
  ttftMs: Ms.optional().describe('time to the first token, from the schedule'),
  tpotMs: Ms.optional().describe('time per token after the first'),
  e2eMs: Ms.optional().describe('time to the end of the answer, from the schedule'),
  stallMs: Ms.optional().describe('longest gap inside the answer'),
  attainment: Share.default(0.95).describe('share of the admitted requests that must keep all of it'),
  errors: Share.default(0.01).describe('most of the offered requests that may be broken; refusals are not'),
  percentiles: z
    .array(
      z.strictObject({
        metric: z.enum(['ttft', 'ttfat', 'tpot', 'e2e', 'icl', 'stall']),
        quantile: Share,
        atMostMs: Ms,
      }),
    )
    .default([]),
});

const Tier = z.strictObject({
  name: z.string().min(1),
  users: z.int().positive(),
  share: z.number().positive().default(1).describe('weight among the tiers of a phase'),
  skew: z.number().min(0).default(0).describe('exponent of Zipf’s law over its users; 0: all alike'),
  limits: z.strictObject({ requests: CounterLimit.optional(), tokens: CounterLimit.optional() }).optional(),
  slo: Slo.optional(),
});
export type Tier = z.infer<typeof Tier>;

const Prompts = z.strictObject({
  input: Lengths,
  output: Lengths,
  prefix: z
    .strictObject({ groups: z.int().positive(), tokens: z.int().positive() })
    .optional()
    .describe('the beginning of each prompt is one of so many shared texts'),
  turns: z
    .strictObject({ count: z.int().min(2).max(50), think: Duration })
    .optional()
    .describe('each arrival is a conversation; every turn repeats what was said before'),
  stream: z.boolean().default(true),
});

const Stop = z.strictObject({
  hung: z.int().positive().optional().describe('end the run after so many requests without an end'),
  errorShare: Share.optional().describe('end it when more than this share of the last 100 was broken'),
});

/** Load as data. Version 1. */
export const Profile = z
  .strictObject({
    version: z.literal(PROFILE_VERSION, { error: `expected version: ${PROFILE_VERSION}` }),
    name: z.string().min(1),
    description: z.string().default(''),
    seed: z.int().nonnegative().default(1).describe('the same profile and seed make the same plan'),
    target: z
      .strictObject({
        model: z.string().min(1).optional().describe('the first that is served when absent'),
        endpoint: z.enum(['chat', 'completions']).default('chat'),
        ignoreEos: z.boolean().default(false).describe('ask for exactly the planned output, where the server knows it'),
        warmConnections: z.int().nonnegative().default(4).describe('opened before the first request'),
      })
      .prefault({}),
    tiers: z.array(Tier).min(1),
    prompts: Prompts,
    phases: z.array(Phase).min(1),
    on429: z
      .enum(['record', 'honour', 'backoff'])
      .default('record')
      .describe('after a 429: go on; let the user wait as the answer says; let the user wait twice as long each time'),
    deadline: Duration.default('60s').describe('for one request, to its last byte'),
    budget: z
      .strictObject({ requests: z.int().positive().default(10_000), tokens: z.int().positive().default(1_000_000) })
      .prefault({})
      .describe('the most that the plan may ask for'),
    stop: Stop.prefault({}),
    isolation: z
      .strictObject({ victim: z.string(), aggressor: z.string() })
      .optional()
      .describe('judge what the one tier notices of the other: needs phases with the aggressor on and off'),
  })
  .superRefine((profile, { addIssue }) => {
    const complain = (path: (string | number)[], message: string): void => addIssue({ code: 'custom', path, message });
    const tiers = profile.tiers.map(({ name }) => name);
    const demandTier = (name: string, path: (string | number)[]): void => {
      if (!tiers.includes(name)) complain(path, `names no tier: "${name}"; there are ${tiers.join(', ')}`);
    };
    tiers.forEach((name, at) => {
      if (tiers.indexOf(name) !== at) complain(['tiers', at, 'name'], `is there twice: "${name}"`);
    });
    profile.phases.forEach((phase, at) => {
      const earlier = profile.phases.slice(0, at).map(({ name }) => name);
      if (earlier.includes(phase.name)) complain(['phases', at, 'name'], `is there twice: "${phase.name}"`);
      if (phase.with !== undefined && !earlier.includes(phase.with))
        complain(['phases', at, 'with'], `names no earlier phase: "${phase.with}"`);
      phase.tiers?.forEach((name, index) => {
        demandTier(name, ['phases', at, 'tiers', index]);
      });
    });
    if (profile.isolation !== undefined) {
      demandTier(profile.isolation.victim, ['isolation', 'victim']);
      demandTier(profile.isolation.aggressor, ['isolation', 'aggressor']);
    }
  });
export type Profile = z.infer<typeof Profile>;

/** JSON Schema of a profile, for editors. */
export function profileJsonSchema(): object {
  return z.toJSONSchema(Profile, { io: 'input' });
}
