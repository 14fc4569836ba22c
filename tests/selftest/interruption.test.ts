import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { Verdict } from '../../reports/verdict-schema.ts';
import { descendants, running } from './processes.ts';
import { ROOT, temporaryFolder } from './verify.ts';

/** What a run has printed when it is interrupted; the checks are loaded while the target is looked at, and wait for that. */
const MOMENTS = [
  { signal: 'SIGINT', moment: 'between two checks', printed: '√' },
  { signal: 'SIGTERM', moment: 'between two checks', printed: '√' },
  { signal: 'SIGINT', moment: 'before its first check', printed: 'looking at' },
] as const;

test.each(MOMENTS)('$signal $moment ends a run in order and leaves nothing behind', async ({ signal, printed }) => {
  const folder = await temporaryFolder();
  const scratch = join(folder, 'tmp');
  await mkdir(scratch);
  const out = join(folder, 'out');
  try {
    const child = execa(process.execPath, [join(ROOT, 'cli/main.ts'), 'run', '--sandbox', '--out', out], {
      cwd: folder,
      env: { HOME: folder, TMPDIR: scratch, NO_COLOR: '1', CI: '1' },
      reject: false,
      stdin: 'ignore',
    });
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (text: Buffer) => text.includes(printed) && resolve());
      child.stdout.on('end', () => reject(new Error(`the run ended before it printed ${printed}`)));
    });
    const started = child.pid === undefined ? [] : descendants(child.pid);
    child.kill(signal);

    const result = await child;

    expect(result.exitCode).toBe(130);
    const verdict = Verdict.parse(JSON.parse(await readFile(join(out, 'verdict.json'), 'utf8')));
    expect(verdict.run.interrupted).toBe(true);
    expect(verdict.exitCode).toBe(130);
    expect(verdict.checks.some((check) => check.verdict === 'pass')).toBe(printed === '√');
    expect(verdict.checks.some((check) => check.verdict === 'inconclusive')).toBe(true);
    expect(started.length, 'processes that the run had started').toBeGreaterThanOrEqual(1);
    const alive = running().filter((one) => started.some((other) => other.pid === one.pid));
    expect(alive).toEqual([]);
    const left = (await readdir(scratch)).filter((entry) => entry.startsWith('maas-verify'));
    expect(left, 'private folders').toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
