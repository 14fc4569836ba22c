import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { maasVerify, temporaryFolder } from './verify.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const board = (expr: string): string =>
  JSON.stringify({ title: 'Usage', panels: [{ title: 'Consumed', targets: [{ expr }] }] });

async function lint(files: Record<string, string>, ...flags: string[]) {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return maasVerify(['lint', 'dashboards', ...flags, ...Object.keys(files).map((name) => join(folder, name))], {
    folder,
  });
}

test('a board that asks for what there is: 0', async () => {
  const ran = await lint({
    'right.json': board('sum by (tier) (rate(authorized_hits{user=~"$user"}[$__rate_interval]))'),
  });
  expect(ran.stdout).toBe('1 dashboard, 1 query: 0 findings');
  expect(ran.exitCode).toBe(0);
});

test('each finding is a line with file, board, panel, mistake, remedy and query: 1', async () => {
  const wrong = {
    'name.json': board('sum(authorized_hits_total)'),
    'label.json': board('sum by (tier) (limited_calls)'),
    'text.json': board('sum(authorized_hits'),
  };
  const ran = await lint(wrong);
  const lines = ran.stdout.trim().split('\n');
  const within = join(folder, 'name.json');
  expect(lines[0]).toBe(
    `${within}: Usage / Consumed: metric authorized_hits_total does not exist in maas-0.0.2; ask for authorized_hits; in sum(authorized_hits_total)`,
  );
  expect(lines[1]).toContain('by (tier): limited_calls has no label tier in maas-0.0.2');
  expect(lines[2]).toContain('no PromQL: the end at character 20');
  expect(lines[3]).toBe('3 dashboards, 3 queries: 3 findings');
  expect(ran.exitCode).toBe(1);
});

test('what is right in one release is wrong in another', async () => {
  const ran = await lint({ 'guide.json': board('sum by (tier) (authorized_hits)') }, '--layout', 'guide');
  expect(ran.stdout).toContain('authorized_hits has no label tier in guide');
  expect(ran.exitCode).toBe(1);
});

test.each([
  ['no dashboard', { 'other.json': '{"name": "package"}' }, 'holds no dashboard of Grafana or Perses'],
  ['neither JSON nor YAML', { 'broken.json': '{"a": ' }, 'is neither JSON nor YAML'],
])('%s: one line, 2', async (_, files: Record<string, string>, said) => {
  const ran = await lint(files);
  expect(ran.stderr).toContain(said);
  expect(ran.stderr.trim().split('\n')).toHaveLength(1);
  expect(ran.exitCode).toBe(2);
});

test('a file that is not there: one line, 2', async () => {
  const ran = await maasVerify(['lint', 'dashboards', join(folder, 'absent.json')], { folder });
  expect(ran.stderr).toContain('absent.json does not exist');
  expect(ran.exitCode).toBe(2);
});
