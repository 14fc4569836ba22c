import { z } from 'zod';

/** What one gate says. Inconclusive is an answer of its own: neither was it kept nor broken for sure. */
export const GateResult = z.strictObject({
  gate: z.string().describe('attainment, errors, p95 of ttft, limit, isolation, regression of ttft, …'),
  phase: z.string().optional(),
  tier: z.string().optional(),
  verdict: z.enum(['pass', 'fail', 'inconclusive']),
  text: z.string(),
});
export type GateResult = z.infer<typeof GateResult>;

/** A gate that rests on times has the limit that it compares them with (0 where there is none to name): a client's own error is held against it. */
export type TimedGate = GateResult & { limitMs?: number };

/** The verdict of all gates: a failure decides, then what is open. No gate at all is nothing shown. */
export function overall(gates: readonly GateResult[]): GateResult['verdict'] {
  if (gates.some(({ verdict }) => verdict === 'fail')) return 'fail';
  return gates.length === 0 || gates.some(({ verdict }) => verdict === 'inconclusive') ? 'inconclusive' : 'pass';
}
