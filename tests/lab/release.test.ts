import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verdictOf } from '../selftest/verify.ts';
import { faultTests } from './faults.ts';
import { judged, troubles } from './judged.ts';
import { canRun, type RunningLab, runningLab } from './running-lab.ts';

const BUILDS_WITHIN_MS = 1_500_000;
/** Charged by the release's shim, not by Envoy's own filters: docs/lab.md. */
const OTHERWISE = { 'limits.abort-metered': 'expected' };
const able = await canRun();

describe.skipIf(!able)('the lab, maas-0.0.2', () => {
  let lab: RunningLab;
  beforeAll(async () => {
    lab = await runningLab('maas-0.0.2');
  }, BUILDS_WITHIN_MS);
  afterAll(async () => lab?.close());

  test('a full run gives what it gives on the sandbox, and nothing is inconclusive', async () => {
    const onLab = await lab.run();
    expect([troubles(onLab.verdict), onLab.exitCode]).toEqual([[], 0]);
    const onSandbox = await verdictOf(['--sandbox=maas-0.0.2']);
    expect(judged(onLab.verdict)).toEqual({ ...judged(onSandbox.verdict), ...OTHERWISE });
  });

  faultTests(() => lab);
});
