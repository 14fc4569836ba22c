import { z } from 'zod';
import { LoadResult } from './load-result.ts';

export const SCHEMA_VERSION = '1.0';

export const CheckVerdict = z.enum(['pass', 'fail', 'inconclusive', 'not-applicable']);
export type CheckVerdict = z.infer<typeof CheckVerdict>;

/** How one check ended. */
export const CheckResult = z.strictObject({
  id: z.string(),
  phase: z.string().describe('name of the phase, as in --phase'),
  title: z.string().describe('the desired state'),
  requirement: z.string(),
  level: z.enum(['must', 'should']),
  verdict: CheckVerdict,
  observed: z.string().describe('what was seen'),
  reason: z.string().optional().describe('why it is inconclusive or not applicable'),
  remedy: z.string(),
  guide: z.string(),
  cause: z
    .strictObject({
      id: z.string(),
      title: z.string(),
      failureMode: z.string().optional().describe('the known failure mode that this is, in docs/failure-modes.md'),
      likelihood: z.enum(['certain', 'likely']),
      why: z.string().describe('how it comes to this'),
    })
    .optional()
    .describe('the known cause that this failure shows; `remedy` is then what helps against it'),
  causedBy: z.string().optional().describe('id of the failed check that explains this one'),
  expected: z
    .strictObject({ reason: z.string(), reference: z.string() })
    .optional()
    .describe(
      'present where this failure is on a list of expected failures; it then counts as expected, not as failed',
    ),
  durationMs: z.number().nonnegative(),
  evidence: z.array(z.strictObject({ name: z.string(), text: z.string() })),
});
export type CheckResult = z.infer<typeof CheckResult>;

export const Verdict = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  run: z.strictObject({
    id: z.string(),
    startedAt: z.iso.datetime(),
    endedAt: z.iso.datetime(),
    command: z.string().describe('the command line, without secrets'),
    harnessVersion: z.string(),
    interrupted: z.boolean().describe('true: ended by a signal before all checks had run'),
    waited: z
      .strictObject({
        ms: z.number().nonnegative(),
        outcome: z.enum(['ready', 'time-over', 'hopeless', 'nothing-to-wait-for', 'interrupted']),
        missing: z.array(z.string()).describe('what did not hold at the end of the waiting'),
      })
      .optional()
      .describe('with --wait: how the waiting before the run ended; the checks were judged afterwards, all of them'),
    rerun: z.string().optional().describe('the command that runs just the failures (or the untested) again'),
  }),
  target: z.strictObject({
    kind: z.enum(['live', 'bundle', 'sandbox']),
    layout: z.string(),
    layoutConfidence: z
      .enum(['named', 'certain', 'likely', 'assumed', 'unknown'])
      .optional()
      .describe('how the layout was found: assumed where nothing of MaaS is there yet'),
    layoutEvidence: z.array(z.string()).describe('what tells the layout, and what speaks against it'),
    versions: z.strictObject({
      openshift: z.string().optional(),
      kubernetes: z.string().optional(),
      operators: z.record(z.string(), z.string()),
    }),
    permissions: z.strictObject({
      user: z.string().optional(),
      missing: z.array(z.string()).describe('the oc auth can-i lines to ask an administrator for'),
    }),
    bundle: z
      .strictObject({
        collectedAt: z.iso.datetime().describe('the moment that everything is judged at'),
        collect: z.array(z.string()).describe('the commands that collect what the bundle lacks'),
      })
      .optional()
      .describe('of a bundle: when it was collected, and what else to collect'),
  }),
  verdict: z.enum(['pass', 'fail', 'inconclusive']),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(3), z.literal(130)]),
  counts: z.strictObject({
    pass: z.int().nonnegative(),
    fail: z.int().nonnegative(),
    inconclusive: z.int().nonnegative(),
    notApplicable: z.int().nonnegative(),
    expected: z.int().nonnegative(),
  }),
  checks: z.array(CheckResult),
  drift: z.array(
    z.strictObject({
      subject: z.string(),
      guide: z.string(),
      release: z.string(),
      observed: z.string(),
      consequence: z.string().optional().describe('what happens to someone who follows the guide'),
      asReleased: z.boolean().optional().describe('whether the installation is as its release says'),
      unread: z.boolean().optional().describe('true: nothing could be observed; `observed` says why'),
    }),
  ),
  load: z.array(LoadResult).optional().describe('of maas-verify load: what its gates say'),
  expectedFailures: z.strictObject({
    matched: z.array(z.strictObject({ id: z.string(), reason: z.string(), reference: z.string() })),
    stale: z.array(z.strictObject({ id: z.string(), reason: z.string(), why: z.string() })),
  }),
});
export type Verdict = z.infer<typeof Verdict>;
