import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { explained } from '../../../cli/explained.ts';
import { analyzeKept } from '../../../diagnostics/analyzers/analyze.ts';
import { result, verdict } from '../reports/sample.ts';

vi.mock(import('../../../diagnostics/analyzers/analyze.ts'), async (original) => {
  const { analyzeKept: real, ...others } = await original();
  return { ...others, analyzeKept: vi.fn(real) };
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'explained-test-'));
});
afterEach(() => {
  vi.mocked(analyzeKept).mockReset();
  rmSync(folder, { recursive: true, force: true });
});

const failed = verdict([result('maas.gateway-listeners', { verdict: 'fail', observed: 'no HTTPS listener (FM-25)' })]);

test('a failed check names its cause by what it observed, where the run has read nothing', async () => {
  const { checks, ...rest } = await explained(failed, folder);

  expect(checks[0]?.cause).toMatchObject({ failureMode: 'FM-25', likelihood: 'certain' });
  expect(rest).toEqual({ ...failed, checks: undefined });
});

test('an analyzer that fails, or never ends, leaves the verdict as it is', async () => {
  vi.mocked(analyzeKept).mockRejectedValueOnce(new TypeError('a mistake of ours'));
  expect(await explained(failed, folder)).toEqual(failed);

  vi.mocked(analyzeKept).mockReturnValueOnce(new Promise(() => undefined));
  expect(await explained(failed, folder)).toEqual(failed);
});

test('an installation of no known release is left alone', async () => {
  const unknown = { ...failed, target: { ...failed.target, layout: 'unknown' } };

  expect(await explained(unknown, folder)).toBe(unknown);
  expect(analyzeKept).not.toHaveBeenCalled();
});
