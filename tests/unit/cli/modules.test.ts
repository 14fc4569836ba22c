import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../../../cli/root.ts';

/** Every module that is loaded when these are, as URLs. */
async function loadedBy(...modules: string[]): Promise<string[]> {
  const script = `
    import { registerHooks } from 'node:module';
    const seen = [];
    registerHooks({ load: (url, context, next) => (seen.push(url), next(url, context)) });
    for (const module of ${JSON.stringify(modules)}) await import(module);
    process.stdout.write(JSON.stringify(seen));`;
  const { stdout } = await execa(process.execPath, ['--input-type=module', '--eval', script], { cwd: ROOT });
  return z.array(z.string()).parse(JSON.parse(stdout));
}

test('the command loads no runner: what is planned and told before the checks run needs none', async () => {
  const modules = await loadedBy('./cli/program.ts', './cli/spending.ts');

  expect(modules.filter((url) => url.includes('/fixtures/'))).not.toEqual([]);
  expect(modules.filter((url) => /\/node_modules\/(@playwright|playwright)/.test(url))).toEqual([]);
});

test('what is loaded before compiled code is found is a handful of modules', async () => {
  const text = readFileSync(join(ROOT, 'cli', 'main.ts'), 'utf8');
  const imported = [...text.matchAll(/^import .* from '(?<from>.+)';$/gm)].map(({ groups }) => groups?.['from']);

  const modules = await loadedBy('./cli/compiled.ts');

  expect(imported).toEqual(['./compiled.ts']);
  expect(modules.filter((url) => url.startsWith('file:'))).toHaveLength(2);
});
