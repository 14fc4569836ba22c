import { compilePlan } from '../../../load/plan/compile.ts';
import type { Plan } from '../../../load/plan/plan.ts';
import { parseProfile } from '../../../load/profile/read.ts';

const planOf = (phase: string, output: number, stream: boolean): Plan =>
  compilePlan(
    parseProfile(
      `
version: 1
name: bench
target: {warmConnections: 64}
tiers: [{name: free, users: 400}]
prompts: {input: {fixed: 16}, output: {fixed: ${output}}, stream: ${stream}}
budget: {requests: 10000000, tokens: 1000000000}
phases: [${phase}]`,
      'bench',
    ),
  );

/** So many streams at once, each followed by the next until each lane had so many. */
export const streamsPlan = (streams: number, each: number, tokens: number): Plan =>
  planOf(
    `{name: a, kind: closed, concurrency: ${streams}, requests: ${each * streams}, duration: 3600s}`,
    tokens,
    true,
  );

/** Whole answers at a rate, with random gaps of a variation. */
export const arrivalsPlan = (rate: number, seconds: number, cv: number): Plan =>
  planOf(
    cv === 1
      ? `{name: b, kind: poisson, rate: ${rate}, duration: ${seconds}s}`
      : `{name: b, kind: gamma, cv: ${cv}, rate: ${rate}, duration: ${seconds}s}`,
    1,
    false,
  );
