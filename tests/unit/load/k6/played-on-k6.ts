import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineResult } from '../../../../load/engine/engine.ts';
import { probeK6 } from '../../../../load/k6/probe.ts';
import { type K6Options, runOnK6 } from '../../../../load/k6/run.ts';
import type { Plan } from '../../../../load/plan/plan.ts';
import { type Recorded, readSamples } from '../../../../load/samples/reader.ts';

const STAND_IN = new URL('../../../peers/k6/k6.ts', import.meta.url).pathname;

/** An executable k6 in the folder; `settings` are variables of the stand-in. */
export function standIn(folder: string, settings: Record<string, string> = {}): string {
  const path = join(folder, 'k6');
  const variables = Object.entries(settings).map(([name, value]) => `export ${name}='${value}'\n`);
  writeFileSync(path, `#!/bin/sh\n${variables.join('')}exec "${process.execPath}" "${STAND_IN}" "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

/** Plays a plan by the stand-in of k6. */
export async function playedOnK6(
  plan: Plan,
  baseUrl: string,
  model: string,
  settings: Record<string, string> = {},
  options: Partial<K6Options> = {},
): Promise<Recorded & { result: EngineResult }> {
  const folder = mkdtempSync(join(tmpdir(), 'k6-'));
  try {
    mkdirSync(join(folder, 'private'));
    const k6 = await probeK6(standIn(folder, settings));
    const file = join(folder, 'samples.ndjson');
    const tokens = { free: ['token-of-user-0', 'token-of-user-1'] };
    const target = { baseUrl, model, insecureSkipTlsVerify: false, tokens };
    const result = await runOnK6({ plan, target, file, k6, folder: join(folder, 'private'), ...options });
    return { ...(await readSamples(file)), result };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
