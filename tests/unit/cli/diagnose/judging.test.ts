import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { judging } from '../../../../cli/diagnose/judging.ts';
import { judgedChecks } from '../../../../cli/diagnose/scope.ts';
import { resolveConfig } from '../../../../platform/config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'judging-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const guide = { name: 'guide', confidence: 'certain' as const, evidence: [] };
const judge = (signal = new AbortController().signal) =>
  judging({
    checks: judgedChecks([], ['maas.namespaces']),
    config: resolveConfig({ flags: {}, environment: { HOME: folder } }),
    file: '/home/jane/bundle.tar.gz',
    privateFolder: folder,
    signal,
  });

test('what is no bundle is not judged, with the reason, and no process stays', async () => {
  const { judge: judged, dismiss } = judge();

  expect(await judged(folder, guide)).toEqual({ why: expect.stringContaining('not in must-gather layout') });
  await dismiss();
});

test('nothing is judged of a collection that was interrupted', async () => {
  const { judge: judged, dismiss } = judge(AbortSignal.abort());

  expect(await judged(folder, guide)).toEqual({ why: 'the collection was interrupted' });
  await dismiss();
});

test('those checks are judged that objects tell, of the phases that are asked for', () => {
  const ids = judgedChecks(['operators', 'limits'], []).map(({ id }) => id);

  expect(ids).toContain('operators.install-plans');
  expect(ids.filter((id) => !id.startsWith('operators.'))).toEqual([]);
  expect(judgedChecks([], []).map(({ id }) => id)).not.toContain('auth.anonymous-denied');
});
