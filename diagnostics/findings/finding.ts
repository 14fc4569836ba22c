import { z } from 'zod';

/** How sure a cause is: the first is shown by what was read; the last is one of several that would look the same. */
export const LIKELIHOODS = ['certain', 'likely', 'possible'] as const;

export const Evidence = z.strictObject({
  where: z.string().min(1).describe('the object and its field, the log, or the check that saw it'),
  text: z.string().min(1).describe('what was read there'),
});
export type Evidence = z.infer<typeof Evidence>;

/** A likely cause, with what shows it. */
export const Finding = z.strictObject({
  id: z.string(),
  title: z.string(),
  failureMode: z
    .string()
    .regex(/^FM-\d\d$/)
    .optional()
    .describe('the known failure mode that this is, in docs/failure-modes.md'),
  likelihood: z.enum(LIKELIHOODS),
  cause: z.string().describe('why it happens'),
  remedy: z.string().describe('what to do, as commands where there are some'),
  evidence: z.array(Evidence).min(1),
  checks: z
    .array(z.string())
    .describe('the failed checks that this explains; empty where it was found by objects alone'),
});
export type Finding = z.infer<typeof Finding>;

export const FINDINGS_SCHEMA_VERSION = '1.0';

/** findings.json: the likely causes, the likeliest first. */
export const Findings = z.strictObject({
  schemaVersion: z.literal(FINDINGS_SCHEMA_VERSION),
  findings: z.array(Finding),
});
export type Findings = z.infer<typeof Findings>;
