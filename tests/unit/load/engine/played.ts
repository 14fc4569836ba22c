import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EngineOptions, type EngineResult, runPlan } from '../../../../load/engine/engine.ts';
import { compilePlan } from '../../../../load/plan/compile.ts';
import type { Plan } from '../../../../load/plan/plan.ts';
import { parseProfile } from '../../../../load/profile/read.ts';
import { type Recorded, readSamples } from '../../../../load/samples/reader.ts';

/** A plan of one tier with two users, whose answers have eight tokens. */
export const planOf = (phases: string, more = ''): Plan =>
  compilePlan(
    parseProfile(
      `
version: 1
name: small
tiers: [{name: free, users: 2}]
prompts: {input: {fixed: 6}, output: {fixed: 8}}
deadline: 1200ms
phases: ${phases}
${more}`,
      'p.yaml',
    ),
  );

/** Plays a plan against a server, by one thread. */
export async function played(
  plan: Plan,
  baseUrl: string,
  model: string,
  options: Partial<EngineOptions> = {},
): Promise<Recorded & { result: EngineResult }> {
  const folder = mkdtempSync(join(tmpdir(), 'load-'));
  const file = join(folder, 'samples.ndjson');
  try {
    const target = {
      baseUrl,
      model,
      insecureSkipTlsVerify: false,
      tokens: { free: ['token-of-user-0', 'token-of-user-1'] },
    };
    const result = await runPlan({ plan, target, file, workers: 1, ...options });
    return { ...(await readSamples(file)), result };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
