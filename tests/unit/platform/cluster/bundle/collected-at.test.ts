import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { collectedAt } from '../../../../../platform/cluster/bundle/collected-at.ts';
import { Pod } from '../../../../../platform/cluster/kinds/core.ts';
import { podsReport } from '../../../../../platform/cluster/pods.ts';
import { opened, single, written } from './written.ts';

const POD = 'a/namespaces/maas/core/pods/a.yaml';
const iso = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString());

test('a bundle is about the latest time that oc has written down, above its roots or in them', () => {
  const folder = written({
    timestamp: '2026-11-20 03:00:00.123456789 +0000 UTC m=+0.1\n2026-11-20 06:12:00.987654321 +0200 EET m=+720.5\n',
    'a/timestamp': '2026-11-20 03:05:00 +0000 UTC\n',
    'a/namespaces/timestamp': '2027-11-20 03:05:00 +0000 UTC\n',
    [POD]: single('v1', 'Pod', '{name: a}'),
  });

  expect(iso(collectedAt(folder, [join(folder, 'a')]))).toBe('2026-11-20T04:12:00.987Z');
});

test('a restart was recent when the bundle was collected, however long ago that is', async () => {
  const pod = single(
    'v1',
    'Pod',
    '{name: a, namespace: maas}',
    'status: {conditions: [{type: Ready, status: "True"}], containerStatuses: [{name: api, ready: true, restartCount: 5, lastState: {terminated: {reason: OOMKilled, exitCode: 137, finishedAt: "2026-01-02T11:50:00Z"}}}]}\n',
  );
  const problems = async (collected: string): Promise<string[]> => {
    const cluster = opened(written({ timestamp: `${collected} +0000 UTC\n`, 'namespaces/maas/pods/a/a.yaml': pod }));
    const pods = await cluster.list(Pod, { namespace: 'maas' });
    return podsReport('maas', pods.kind === 'found' ? pods.value.items : [], await cluster.now()).problems;
  };

  expect(await problems('2026-01-02 12:00:00')).toEqual([expect.stringContaining('restarted 5 times')]);
  expect(await problems('2026-01-02 14:00:00')).toEqual([]);
});

test('without such a time it is about the time of its newest file', () => {
  const folder = written({
    timestamp: 'no time\n',
    [POD]: single('v1', 'Pod', '{name: a}'),
    'a/namespaces/b.yaml': '',
  });
  utimesSync(join(folder, POD), new Date('2026-10-01T00:00:00Z'), new Date('2026-10-01T00:00:00Z'));
  utimesSync(join(folder, 'a/namespaces/b.yaml'), new Date('2026-09-01T00:00:00Z'), new Date('2026-09-01T00:00:00Z'));

  expect(iso(collectedAt(folder, [join(folder, 'a')]))).toBe('2026-10-01T00:00:00.000Z');
});

test('a bundle that cannot be read is about now: it has no answers to compare', async () => {
  const before = Date.now();

  expect(await opened('/nowhere/at/all').now()).toBeGreaterThanOrEqual(before);
});
