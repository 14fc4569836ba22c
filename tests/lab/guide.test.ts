import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiServerTests } from './api-server.ts';
import { deployTests } from './deploy.ts';
import { catalogued, judged, troubles } from './judged.ts';
import { canRun, type RunningLab, runningLab } from './running-lab.ts';

const BUILDS_WITHIN_MS = 1_500_000;
const able = await canRun();

describe.skipIf(!able)('the lab, guide', () => {
  let lab: RunningLab;
  beforeAll(async () => {
    lab = await runningLab('guide');
  }, BUILDS_WITHIN_MS);
  afterAll(async () => lab?.close());

  test('a full run passes, with every check of the catalogue judged and none inconclusive', async () => {
    const { verdict, exitCode } = await lab.run();
    expect([troubles(verdict), exitCode]).toEqual([[], 0]);
    expect(Object.keys(judged(verdict)).sort()).toEqual(catalogued());
  });

  apiServerTests(() => lab);
  deployTests(() => lab);
});
