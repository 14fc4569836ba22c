import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { faultTests } from './faults.ts';
import { catalogued, judged, troubles } from './judged.ts';
import { canRun, type RunningLab, runningLab } from './running-lab.ts';

const BUILDS_WITHIN_MS = 1_500_000;
const able = await canRun();

describe.skipIf(!able)('the lab, maas-0.0.2', () => {
  let lab: RunningLab;
  beforeAll(async () => {
    lab = await runningLab('maas-0.0.2');
  }, BUILDS_WITHIN_MS);
  afterAll(async () => lab?.close());

  test('a full run passes, with every check of the catalogue judged and none inconclusive', async () => {
    const { verdict, exitCode } = await lab.run();
    expect([troubles(verdict), exitCode]).toEqual([[], 0]);
    expect(Object.keys(judged(verdict)).sort()).toEqual(catalogued());
  });

  faultTests(() => lab);
});
