import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { Verdict } from '../../reports/verdict-schema.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = join(ROOT, 'cli', 'main.ts');

/** A run takes at most this long, in milliseconds; a hang is a failure of the test, not of the machine. */
const LIMIT = 240_000;

export interface Ran {
  exitCode: number | undefined;
  stdout: string;
  stderr: string;
  seconds: number;
}

/** Runs the command as a user does, in a process of its own, in an empty folder with an empty home. */
export async function maasVerify(
  parameters: string[],
  options: { folder: string; environment?: Record<string, string>; limitMs?: number },
): Promise<Ran> {
  const start = performance.now();
  const result = await execa(process.execPath, [MAIN, ...parameters], {
    cwd: options.folder,
    env: {
      HOME: options.folder,
      KUBECONFIG: '',
      NO_COLOR: '1',
      CI: '1',
      ...options.environment,
    },
    reject: false,
    timeout: options.limitMs ?? LIMIT,
    stdin: 'ignore',
  });
  return {
    exitCode: result.exitCode,
    stdout: result.stdout,
    stderr: result.stderr,
    seconds: (performance.now() - start) / 1000,
  };
}

/** As `maasVerify run`, with the verdict that it wrote. */
export async function verdictOf(
  parameters: string[],
  environment?: Record<string, string>,
): Promise<Ran & { verdict: Verdict }> {
  const folder = await temporaryFolder();
  try {
    const out = join(folder, 'out');
    const ran = await maasVerify(['run', ...parameters, '--out', out], { folder, environment });
    let text: string;
    try {
      text = await readFile(join(out, 'verdict.json'), 'utf8');
    } catch {
      throw new Error(
        `run ${parameters.join(' ')} wrote no verdict (exit ${ran.exitCode}): ${ran.stderr}${ran.stdout}`,
      );
    }
    return { ...ran, verdict: Verdict.parse(JSON.parse(text)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'maas-verify-selftest-'));
}
