import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { executable } from '../../../peers/load-peers/executable.ts';
import { execute } from '../../../peers/load-peers/execute.ts';

const folder = tmpdir();
const node = (script: string): [string, ...string[]] => [process.execPath, '-e', script];
/** Needs the processor for so many milliseconds. */
const busy = (ms: number): string =>
  `const used = () => Object.values(process.cpuUsage()).reduce((a, b) => a + b); while (used() < ${ms} * 1000);`;

test('the processor time of what a tool starts is counted as its own', async () => {
  const child = `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(busy(600))}])`;
  const { processorMs } = await execute({ command: node(child), environment: {} }, { folder });
  expect(processorMs).toBeGreaterThan(500);
});

test('what it prints is kept; a code that is not fine is told with the end of what it said', async () => {
  const invocation = {
    command: node('console.log("seen"); console.error("no server"); process.exit(3)'),
    environment: {},
  };
  expect((await execute(invocation, { folder, fine: [0, 3] })).stdout).toBe('seen');
  await expect(execute(invocation, { folder })).rejects.toThrow('exit code 3: no server');
});

/** One that nobody has waited for has ended too. */
const runs = (pid: number): boolean => {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};
/** Starts a process that lives for long, and tells who it is. */
const starts = (stdio: string): string =>
  `console.log(require('node:child_process').spawn('sleep', ['60'], { stdio: '${stdio}', detached: true }).pid);`;

test('what a tool leaves behind ends with it', async () => {
  const command = node(`${starts('ignore')} setTimeout(() => process.exit(), 300)`);
  const { stdout } = await execute({ command, environment: {} }, { folder });
  expect(Number(stdout)).toBeGreaterThan(0);
  await expect.poll(() => runs(Number(stdout))).toBe(false);
});

test('a tool that takes too long ends with its workers, also where they keep its output open', async () => {
  const command = node(`${starts('inherit')} setInterval(() => {}, 1000)`);
  await expect(execute({ command, environment: {} }, { folder, limitMs: 700 })).rejects.toThrow('no end after 700 ms');
});

test('a tool is what its variable names, or what PATH has; one that is nowhere is not guessed', () => {
  expect(executable('sh', 'TOOL', { PATH: '/nowhere:/bin' })).toBe('/bin/sh');
  expect(executable('sh', 'TOOL', { PATH: '/nowhere', TOOL: '/bin/sh' })).toBe('/bin/sh');
  expect(executable('sh', 'TOOL', { PATH: '/nowhere' })).toBeUndefined();
  expect(() => executable('sh', 'TOOL', { PATH: '/bin', TOOL: '/nowhere/sh' })).toThrow('TOOL is /nowhere/sh');
});
