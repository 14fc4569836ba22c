import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTool, toolProblem, toolsOf, versionIn } from '../../../platform/local-tools.ts';

const folder = mkdtempSync(join(tmpdir(), 'tools-test-'));
function program(name: string, script: string): void {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o700);
}
const tool = (name: string, minimum?: string) => ({ name, version: ['version'], minimum, source: 'test' });

test.each([
  ['v5.7.1', '5.7.1'],
  ['{Version:kustomize/v4.5.7 GitCommit:56d82a8378df BuildDate:2022-08-02}', '4.5.7'],
  ['Client Version: 4.20.8\nKustomize Version: v5.6.0', '4.20.8'],
  ['jq-1.7', '1.7.0'],
  ['jq-1.8.1-dirty', '1.8.1'],
  ['gsed (GNU sed) 4.9', '4.9.0'],
  ['cannot execute binary file', undefined],
  ['', undefined],
])('the version in %j is %s', (output, version) => {
  expect(versionIn(output)).toBe(version);
});

test('a program tells its version, is missing, is no program, or is mute', async () => {
  program('kustomize', "echo 'v5.7.1'");
  program('broken', 'echo oh no >&2; exit 3');
  writeFileSync(join(folder, 'not-executable'), 'x', { mode: 0o600 });

  expect(await readTool(tool('kustomize'), folder)).toEqual({ name: 'kustomize', kind: 'found', version: '5.7.1' });
  expect(await readTool(tool('jq'), folder)).toEqual({ name: 'jq', kind: 'missing' });
  expect(await readTool(tool('broken'), folder)).toEqual({ name: 'broken', kind: 'mute', why: 'oh no' });
  expect((await readTool(tool('not-executable'), folder)).kind).toBe('mute');
});

test('what is missing or too old is told with what is wanted', () => {
  const kustomize = tool('kustomize', '5.7.0');
  const found = (version: string) => ({ name: 'kustomize', kind: 'found', version }) as const;

  expect(toolProblem(found('5.7.0'), kustomize)).toBeUndefined();
  expect(toolProblem(found('5.6.9'), kustomize)).toBe('kustomize is 5.6.9, 5.7.0 or later is wanted');
  expect(toolProblem({ name: 'kustomize', kind: 'missing' }, kustomize)).toBe('kustomize is missing');
});

test('gsed is wanted on macOS only', () => {
  const all = [tool('jq'), { ...tool('gsed'), platform: 'darwin' as const }];

  expect(toolsOf(all, 'linux').map(({ name }) => name)).toEqual(['jq']);
  expect(toolsOf(all, 'darwin').map(({ name }) => name)).toEqual(['jq', 'gsed']);
});
