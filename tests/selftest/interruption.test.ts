import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { Verdict } from '../../reports/verdict-schema.ts';
import { descendants, running } from './processes.ts';
import { ROOT, temporaryFolder } from './verify.ts';

test.each(['SIGINT', 'SIGTERM'] as const)('%s ends a run in order and leaves nothing behind', async (signal) => {
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
      child.stdout.on('data', (text: Buffer) => text.includes('√') && resolve());
      child.stdout.on('end', () => reject(new Error('the run ended before its first check')));
    });
    const started = child.pid === undefined ? [] : descendants(child.pid);
    child.kill(signal);

    const result = await child;

    expect(result.exitCode).toBe(130);
    const verdict = Verdict.parse(JSON.parse(await readFile(join(out, 'verdict.json'), 'utf8')));
    expect(verdict.run.interrupted).toBe(true);
    expect(verdict.exitCode).toBe(130);
    expect(verdict.checks.some((check) => check.verdict === 'pass')).toBe(true);
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
