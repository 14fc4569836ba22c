import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
let clone: string;

beforeEach(async () => {
  clone = await mkdtemp(join(tmpdir(), 'maas-verify-clone-'));
  await mkdir(join(clone, 'cli'));
  for (const file of ['cli/maas-verify.mjs', 'cli/install.mjs', 'package-lock.json'])
    await cp(join(ROOT, file), join(clone, file));
  await writeFile(join(clone, 'cli', 'main.ts'), "process.stdout.write('ran');\n");
});
afterEach(() => rm(clone, { recursive: true, force: true }));

/** Runs the command of the clone as the shell does, with an npm that does so much. */
async function run(npm: string) {
  await mkdir(join(clone, 'bin'));
  const script = join(clone, 'bin', 'npm');
  await writeFile(script, `#!/bin/sh\necho "npm $1"\n${npm}\n`);
  await chmod(script, 0o755);
  return execa(join(clone, 'cli', 'maas-verify.mjs'), ['version'], {
    env: {
      PATH: [join(clone, 'bin'), dirname(process.execPath), process.env['PATH']].join(delimiter),
      npm_execpath: '',
    },
    reject: false,
    stdin: 'ignore',
  });
}

test('the command of a clone installs what is missing first, and its own answer stays clean', async () => {
  const { stdout, stderr, exitCode } = await run(
    `mkdir -p "${clone}/node_modules" && cp "${clone}/package-lock.json" "${clone}/node_modules/.package-lock.json"`,
  );
  expect(stderr).toContain('npm ci');
  expect(stdout).toBe('ran');
  expect(exitCode).toBe(0);
});

test('where npm fails nothing runs: exit code 2, and why', async () => {
  const { stdout, stderr, exitCode } = await run('exit 1');
  expect(stderr).toContain('maas-verify: npm ci failed');
  expect(stdout).toBe('');
  expect(exitCode).toBe(2);
});
