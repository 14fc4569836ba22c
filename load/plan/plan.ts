import { z } from 'zod';
import { Profile } from '../profile/profile.ts';

export const PLAN_VERSION = 1;

const Ms = z.number().nonnegative();
const Limit = z.strictObject({ limit: z.int().positive(), windowMs: z.number().positive() });

/** A part of a prompt: the text follows from its seed and length (`prompt-text.ts`), so that the plan stays small. */
const PromptPart = z.strictObject({
  role: z.enum(['system', 'user', 'assistant']),
  seed: z.int().nonnegative(),
  tokens: z.int().positive(),
});
export type PromptPart = z.infer<typeof PromptPart>;

/** One request that is to be sent. */
export const PlannedRequest = z.strictObject({
  i: z.int().nonnegative(),
  phase: z.string(),
  atMs: Ms.describe('from the start of the run; the earliest where it waits for another one'),
  tier: z.string(),
  user: z.int().nonnegative().describe('which user of the tier'),
  lane: z.int().nonnegative().optional().describe('of a closed phase: sent after the lane’s request before it'),
  follows: z.int().nonnegative().optional().describe('the turn before it in its conversation: sent after its end'),
  thinkMs: Ms.optional().describe('after the end of what it waits for'),
  conversation: z.int().nonnegative(),
  turn: z.int().nonnegative(),
  prompt: z.array(PromptPart).min(1),
  outTokens: z.int().positive(),
  stream: z.boolean(),
});
export type PlannedRequest = z.infer<typeof PlannedRequest>;

/** A stretch of the run that is measured by itself; a step of `steps` and `sweep` is one. */
export const PlannedPhase = z.strictObject({
  name: z.string(),
  kind: z.string(),
  startMs: Ms,
  durationMs: Ms,
  warmupMs: Ms,
  tiers: z.array(z.string()),
  rate: z.number().optional().describe('offered requests a second; absent in a closed phase'),
  cv: z.number().optional().describe('variation of the gaps that was asked for'),
  group: z.string().optional().describe('the phase of the profile that this is a step of'),
});
export type PlannedPhase = z.infer<typeof PlannedPhase>;

export const PlannedTier = z.strictObject({
  name: z.string(),
  users: z.int().positive(),
  limits: z.strictObject({ requests: Limit.optional(), tokens: Limit.optional() }).optional(),
  slo: Profile.shape.tiers.element.shape.slo,
});
export type PlannedTier = z.infer<typeof PlannedTier>;

/** All that an engine needs. Version 1. */
export const Plan = z.strictObject({
  version: z.literal(PLAN_VERSION),
  profile: z.string(),
  seed: z.int().nonnegative(),
  target: Profile.shape.target,
  tiers: z.array(PlannedTier).min(1),
  phases: z.array(PlannedPhase).min(1),
  on429: z.enum(['record', 'honour', 'backoff']),
  deadlineMs: z.number().positive(),
  stop: Profile.shape.stop,
  isolation: Profile.shape.isolation,
  requests: z.array(PlannedRequest),
  slice: z
    .strictObject({ index: z.int().positive(), of: z.int().positive() })
    .optional()
    .describe('present in a part of a plan: which of how many'),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe('SHA-256 of the canonical JSON of the whole plan without hash and slice'),
});
export type Plan = z.infer<typeof Plan>;
