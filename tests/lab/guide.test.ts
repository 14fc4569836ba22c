import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verdictOf } from '../selftest/verify.ts';
import { apiServerTests } from './api-server.ts';
import { judged, troubles } from './judged.ts';
import { canRun, type RunningLab, runningLab } from './running-lab.ts';

const BUILDS_WITHIN_MS = 1_500_000;
const able = await canRun();

describe.skipIf(!able)('the lab, guide', () => {
  let lab: RunningLab;
  beforeAll(async () => {
    lab = await runningLab('guide');
  }, BUILDS_WITHIN_MS);
  afterAll(async () => lab?.close());

  test('a full run gives what it gives on the sandbox, and nothing is inconclusive', async () => {
    const onLab = await lab.run();
    expect([troubles(onLab.verdict), onLab.exitCode]).toEqual([[], 0]);
    const onSandbox = await verdictOf(['--sandbox=guide']);
    expect(judged(onLab.verdict)).toEqual(judged(onSandbox.verdict));
  });

  apiServerTests(() => lab);
});
