import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { type AfterRun, diagnoseAfterRun } from '../../../../cli/diagnose/after-run.ts';
import { resolveConfig } from '../../../../platform/config.ts';

let out: string;
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'after-run-test-'));
});
afterEach(() => rmSync(out, { recursive: true, force: true }));

test('a mistake in the diagnosis is told, and neither stops the run nor leaves an archive', async () => {
  const printed = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
  onTestFinished(() => printed.mockRestore());
  const config = resolveConfig({ flags: { out }, environment: { HOME: out } });
  const run = {
    config,
    signal: new AbortController().signal,
    privateFolder: out,
    get target(): never {
      throw new TypeError('a mistake of ours');
    },
  };

  await diagnoseAfterRun(run as unknown as AfterRun);

  expect(printed.mock.calls.map(([text]) => text).join('')).toMatch(
    /^maas-verify: no diagnosis: internal error, please report it: TypeError: a mistake of ours/,
  );
  expect(readdirSync(out)).toEqual([]);
});
