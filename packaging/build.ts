import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { z } from 'zod';

/**
 * `npm pack` and `npm publish` run it first: Node runs no TypeScript that lies in node_modules, so what is published is
 * compiled. `dist/` has the folders of the sources, so that everything finds its data as it does there.
 */
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const DIST = join(ROOT, 'dist');
const COMPILER = join(ROOT, 'node_modules', 'ts7', 'bin', 'tsc');
const FOLDERS = [
  'cli',
  'suites',
  'fixtures',
  'platform',
  'layouts',
  'load',
  'promql',
  'diagnostics',
  'reports',
  'sandbox',
];
/** Compiled, or only for a checkout: `.mjs` find and install the Node that runs the sources. */
const NOT_DATA = new Set(['.ts', '.mjs']);

rmSync(DIST, { recursive: true, force: true });
const { exitCode } = await execa(process.execPath, [COMPILER, '-p', join(ROOT, 'tsconfig.build.json')], {
  cwd: ROOT,
  stdio: 'inherit',
  reject: false,
});
// The compiler has said why.
if (exitCode !== 0) process.exit(1);
for (const folder of FOLDERS)
  cpSync(join(ROOT, folder), join(DIST, folder), {
    recursive: true,
    filter: (path) => !NOT_DATA.has(extname(path)) && basename(path) !== 'tsconfig.json',
  });
const { version } = z
  .looseObject({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')));
// The harness' folder tells its version, in a checkout and here.
writeFileSync(join(DIST, 'package.json'), `${JSON.stringify({ type: 'module', version }, undefined, 2)}\n`);
