import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { demandFolder } from '../../../cli/outputs.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'outputs-test-'));

test('the folder for results is made with those above it, and nothing is left in it', () => {
  const base = folder();

  demandFolder(join(base, 'a', 'b', 'c'));
  demandFolder(join(base, 'a', 'b', 'c'));

  expect(readdirSync(join(base, 'a', 'b', 'c'))).toEqual([]);
});

test('a file, or a folder below one, is a mistake of the call', () => {
  const base = folder();
  writeFileSync(join(base, 'file'), '');

  for (const path of [join(base, 'file'), join(base, 'file', 'below')])
    expect(() => demandFolder(path)).toThrow(/^folder for results \S+ .+: give another with --out$/);
});

/** Where no folder can be made, and Node's own way did not return. */
const FULL = existsSync('/proc/self')
  ? ['/proc/maas-verify/results', '/proc/self/maas-verify', '/proc']
  : ['/dev/fd/a/b'];

test.each(FULL)('a place that takes no folders is told at once: %s', (path) => {
  // In a process of its own: the mistake that this is about never returned.
  const script = `import { demandFolder } from ${JSON.stringify(new URL('../../../cli/outputs.ts', import.meta.url).href)};
      try { demandFolder(${JSON.stringify(path)}); } catch (error) { console.log(error.message); }`;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    timeout: 20_000,
    encoding: 'utf8',
  });

  expect(said.trim()).toBe(`folder for results ${path} cannot be made or written to: give another with --out`);
});
