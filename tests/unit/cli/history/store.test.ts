import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keptNights } from '../../../../cli/history/kept-nights.ts';
import { historyPlace } from '../../../../cli/history/place.ts';
import { demandHistory, type HistoryPlace, keep, readTarget, targetFolders } from '../../../../cli/history/store.ts';
import { targetKey } from '../../../../cli/history/target-key.ts';
import { Config } from '../../../../platform/config.ts';
import { register } from '../../../../platform/redact.ts';
import { result, verdict } from '../../reports/sample.ts';

let folder: string;
let place: HistoryPlace;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'history-test-'));
  place = { folder, target: { key: 'one', name: 'one' } };
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const own = (): string => join(folder, 'one');
const broken = verdict([result('maas.a', { verdict: 'fail' })]);

test('a run is added once, and never written again', () => {
  const file = keep(place, verdict([result('maas.a')])) ?? '';
  const before = readFileSync(file, 'utf8');
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);

  expect(keep(place, broken)).toBeUndefined();
  expect(stderr.mock.calls.join('')).toMatch(/not in the history: .* is there already, and is left as it is/);
  stderr.mockRestore();
  expect(readFileSync(file, 'utf8')).toBe(before);
  expect(readdirSync(own())).toEqual([`${broken.run.id}.json`]);
});

test('no secret gets into a history', () => {
  register('s3cr3t-of-the-history');
  const file = keep(place, verdict([result('maas.a', { observed: 'answered s3cr3t-of-the-history' })]));

  expect(readFileSync(file ?? '', 'utf8')).not.toContain('s3cr3t-of-the-history');
});

test('what is no run is told with its file, and the runs are there', () => {
  keep(place, broken);
  writeFileSync(join(own(), 'cut.json'), '{');
  writeFileSync(join(own(), 'other.json'), '{"version": 7}');
  writeFileSync(join(own(), 'x.json.12.partial'), 'half');

  const { entries, troubles } = readTarget(own());

  expect(entries.map(({ verdict: { run } }) => run.id)).toEqual([broken.run.id]);
  expect(troubles.map((line) => line.replace(own(), ''))).toEqual([
    expect.stringMatching(/^\/cut\.json is not JSON/),
    expect.stringMatching(/^\/other\.json is no run of this version's history \(version: /),
  ]);
});

test('the nights of a page include the one that is being kept', () => {
  const { nights, file } = keptNights(place, broken);

  expect(file).toBe(join(own(), `${broken.run.id}.json`));
  expect(nights.nights).toEqual([{ at: broken.run.startedAt, checks: { 'maas.a': 'fail' } }]);
  expect(nights.states).toMatchObject({ 'maas.a': 'new failure' });
});

test('a folder that cannot be written to is told before anything runs', () => {
  writeFileSync(join(folder, 'file'), '');

  expect(() => demandHistory({ ...place, folder: join(folder, 'file') })).toThrow(/give another with --history/);
});

test('a history has folders of targets; that of one is a history too', () => {
  expect(() => targetFolders(folder)).toThrow(/holds no run/);
  expect(() => targetFolders(join(folder, 'no'))).toThrow(/does not exist/);
  keep(place, broken);
  expect(targetFolders(folder)).toEqual([own()]);
  expect(targetFolders(own())).toEqual([own()]);
  mkdirSync(join(folder, 'two'));
  expect(targetFolders(folder)).toHaveLength(2);
});

test('a target is told by its address, whatever the credentials', () => {
  const kubeconfig = (name: string, server: string, token: string): Config => {
    const file = join(folder, name);
    const user = { name: 'u', user: { token } };
    const context = { name: 'c', context: { cluster: 'k', user: 'u' } };
    const clusters = [{ name: 'k', cluster: { server } }];
    writeFileSync(file, JSON.stringify({ clusters, users: [user], contexts: [context], 'current-context': 'c' }));
    chmodSync(file, 0o600);
    return Config.parse({ kubeconfig: file });
  };
  const first = targetKey(kubeconfig('a', 'https://api.example.com:6443', 'one'), undefined, undefined);

  expect(first).toEqual({ key: expect.stringMatching(/^live-[0-9a-f]{12}$/), name: 'api.example.com:6443' });
  expect(targetKey(kubeconfig('b', 'https://api.example.com:6443/', 'two'), undefined, undefined)).toEqual(first);
  expect(targetKey(kubeconfig('c', 'https://api.example.org:6443', 'one'), undefined, undefined).key).not.toBe(
    first.key,
  );
  expect(targetKey(Config.parse({ gatewayUrl: 'https://maas.example.com' }), undefined, undefined).key).toMatch(
    /^live-/,
  );
  expect(targetKey(Config.parse({}), { installation: 'guide' }, undefined).key).toBe('sandbox-guide');
  expect(targetKey(Config.parse({}), undefined, 'staging').key).toBe('staging');
});

test.each(['../up', 'a/b', '', '.hidden', 'a'.repeat(64)])('%j names no folder', (name) => {
  expect(() => targetKey(Config.parse({}), undefined, name)).toThrow(/cannot name a folder/);
});

test('a kubeconfig that cannot be read is one line, and a name needs a history', () => {
  const config = Config.parse({ kubeconfig: join(folder, 'none'), history: folder });

  expect(() => historyPlace(config, undefined)).toThrow(/cannot be read \(ENOENT\)/);
  expect(() => historyPlace(Config.parse({ targetName: 'a' }), undefined)).toThrow(/give --history too/);
  expect(historyPlace(Config.parse({}), undefined)).toBeUndefined();
});
