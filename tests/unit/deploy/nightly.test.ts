import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ROOT } from '../../selftest/verify.ts';

const SCRIPT = join(ROOT, 'deploy', 'cronjob', 'nightly.sh');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightly-test-'));
  mkdirSync(join(folder, 'bin'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A command that writes down how it was called, leaves a verdict where run does, and ends with the code of its first word. */
function fakeCommand(codes: Readonly<Record<string, number>>): void {
  const cases = Object.entries(codes).map(([word, code]) => `  ${word}) exit ${code} ;;`);
  const text = `#!/bin/sh
echo "$*" >>"${folder}/calls"
for last; do :; done
[ "$1" = run ] && mkdir -p "$last" && echo '{}' >"$last/verdict.json"
case $1 in
${cases.join('\n')}
esac
`;
  const file = join(folder, 'bin', 'maas-verify');
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}

async function night(codes: Readonly<Record<string, number>>, environment: Record<string, string> = {}) {
  fakeCommand(codes);
  const results = join(folder, 'results');
  mkdirSync(results);
  const { exitCode } = await execa('/bin/sh', [SCRIPT], {
    env: {
      PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
      RESULTS: results,
      CALLERS: '/nowhere',
      ...environment,
    },
    extendEnv: false,
    reject: false,
  });
  const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
  return { exitCode, calls, kept: readFileSync(join(results, 'exit-code'), 'utf8').trim(), results };
}

test('a night where all passes has no bundle, and exit code 0', async () => {
  const { exitCode, calls, kept, results } = await night({ run: 0 });
  expect([exitCode, kept]).toEqual([0, '0']);
  expect(calls).toHaveLength(1);
  expect(readdirSync(results).filter((name) => /^\d{8}T\d{6}Z$/.test(name))).toHaveLength(1);
});

test.each([
  [{ run: 1, load: 0 }, 1],
  [{ run: 3, load: 0 }, 3],
  [{ run: 0, load: 1 }, 1],
  [{ run: 3, load: 1 }, 1],
  [{ run: 1, load: 3 }, 1],
  [{ run: 0, load: 3 }, 3],
  [{ run: 2, load: 1 }, 2],
  [{ run: 0, load: 127 }, 127],
])('the worst of %o is told, and evidence is collected', async (codes, code) => {
  const { exitCode, kept, calls } = await night({ ...codes, diagnose: 0 }, { LOAD: 'tiers' });
  expect([exitCode, kept]).toEqual([code, String(code)]);
  expect(calls.map((call) => call.split(' ')[0])).toEqual(['run', 'load', 'diagnose']);
});

test('a bundle that cannot be written changes no verdict', async () => {
  const { exitCode } = await night({ run: 1, diagnose: 3 });
  expect(exitCode).toBe(1);
});

test('callers and flags are handed on', async () => {
  const callers = join(folder, 'callers.yaml');
  writeFileSync(callers, '');
  const { calls } = await night({ run: 0 }, { CALLERS: callers, RUN_FLAGS: '--allow-changes --strict' });
  expect(calls[0]).toContain(`run --identities ${callers} --allow-changes --strict --history `);
});
