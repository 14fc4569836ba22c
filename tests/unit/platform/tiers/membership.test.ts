import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { maas002 } from '../../../../layouts/maas-0.0.2.ts';
import { liveCluster } from '../../../../platform/cluster/live.ts';
import { sweep } from '../../../../platform/sweep.ts';
import { leaveMapping, membership } from '../../../../platform/tiers/membership.ts';
import { json, localServer } from '../local-server.ts';

const HOUR_MS = 3_600_000;
const TIERS = '- {name: free, groups: [system:authenticated]}\n- {name: premium, groups: [premium-group]}\n';
const GROUP = 'system:serviceaccounts:maas-verify-tier-change-r';

type Texts = Record<string, string | null>;

/** An API server with one tier mapping, which somebody else may change at any time. */
async function apiServer({ mayPatch = true } = {}) {
  const labels: Texts = { app: 'maas-api' };
  const annotations: Texts = {};
  const metadata = {
    name: 'tier-to-group-mapping',
    namespace: 'opendatahub',
    resourceVersion: '1',
    labels,
    annotations,
  };
  const mapping = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { tiers: TIERS } };
  const server = await localServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://x');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'PATCH') {
        if (!mayPatch) return json(response, { kind: 'Status', reason: 'Forbidden', message: 'no', code: 403 }, 403);
        const change: { metadata: typeof metadata; data?: { tiers: string } } = JSON.parse(
          Buffer.concat(chunks).toString(),
        );
        if (change.metadata.resourceVersion !== metadata.resourceVersion)
          return json(response, { kind: 'Status', reason: 'Conflict', message: 'changed', code: 409 }, 409);
        Object.assign(labels, change.metadata.labels);
        Object.assign(annotations, change.metadata.annotations);
        for (const map of [labels, annotations])
          for (const [key, value] of Object.entries(map)) if (value === null) Reflect.deleteProperty(map, key);
        Object.assign(mapping.data, change.data);
        metadata.resourceVersion = String(Number(metadata.resourceVersion) + 1);
        return json(response, mapping);
      }
      if (pathname.endsWith('/configmaps/tier-to-group-mapping'))
        return pathname.includes('/opendatahub/')
          ? json(response, mapping)
          : json(response, { kind: 'Status', reason: 'NotFound', message: 'none', code: 404 }, 404);
      if (pathname.endsWith('/configmaps'))
        return json(response, { items: 'maas-verify/joined' in labels ? [mapping] : [] });
      return json(response, { items: [] });
    });
  });
  const privateFolder = mkdtempSync(join(tmpdir(), 'membership-test-'));
  const kubeconfig = join(privateFolder, 'kubeconfig');
  const config = {
    'current-context': 'c',
    contexts: [{ name: 'c', context: { cluster: 'k', user: 'u' } }],
    clusters: [{ name: 'k', cluster: { server: server.url } }],
    users: [{ name: 'u', user: {} }],
  };
  writeFileSync(kubeconfig, JSON.stringify(config));
  const cluster = liveCluster({ kubeconfig, privateFolder });
  onTestFinished(() => cluster.close());
  const tiers = (allowDisruption = true) => membership(cluster, maas002, { privateFolder, allowDisruption });
  return { mapping, cluster, tiers, privateFolder, seen: server.seen };
}

const asBefore = { metadata: { labels: { app: 'maas-api' }, annotations: {} }, data: { tiers: TIERS } };

test('an account of ours comes into a tier, and the mapping is as it was when it leaves', async () => {
  const { mapping, tiers } = await apiServer();
  await tiers().join('premium', 'maas-verify-tier-change-r');
  expect(mapping.data.tiers).toContain(`premium-group, ${GROUP}`);
  expect(await tiers().isIn()).toBe(true);
  await tiers().leave();
  expect(mapping).toMatchObject(asBefore);
  expect(Object.keys(mapping.metadata.annotations)).toEqual([]);
});

test('what somebody else has changed meanwhile stays', async () => {
  const { mapping, tiers } = await apiServer();
  await tiers().join('premium', 'maas-verify-tier-change-r');
  mapping.data.tiers += '- {name: gold, groups: [gold-group]}\n';
  await tiers().leave();
  expect(mapping.data.tiers).toContain('gold-group');
  expect(mapping.data.tiers).not.toContain(GROUP);
});

test('a mapping that was put back is told from one that still has the group', async () => {
  const { mapping, tiers } = await apiServer();
  await tiers().join('premium', 'maas-verify-tier-change-r');
  mapping.data.tiers = TIERS;
  expect(await tiers().isIn()).toBe(false);
});

test('the end of a run takes the group out, once; sweep does when its time is over', async () => {
  const { mapping, cluster, tiers, privateFolder, seen } = await apiServer();
  await tiers().join('premium', 'maas-verify-tier-change-r');
  expect(await leaveMapping(cluster, privateFolder)).toEqual([]);
  expect(mapping).toMatchObject(asBefore);
  const asked = seen.length;
  expect(await leaveMapping(cluster, privateFolder)).toEqual([]);
  expect(seen).toHaveLength(asked);

  await tiers().join('premium', 'maas-verify-tier-change-r');
  const place = 'the group of a run in ConfigMap opendatahub/tier-to-group-mapping';
  expect((await sweep(cluster)).kept).toContain(place);
  expect((await sweep(cluster, { now: Date.now() + 3 * HOUR_MS })).deleted).toContain(place);
  expect(mapping).toMatchObject(asBefore);
});

test('without the flag nothing is sent, without the right its name is told, and two runs do not mix', async () => {
  const { tiers, seen } = await apiServer();
  await expect(tiers(false).join('premium', 'n')).rejects.toThrow('allow it with --allow-disruption');
  expect(seen).toEqual([]);
  await tiers().join('premium', 'n');
  await expect(tiers().join('premium', 'm')).rejects.toThrow('has a group of another run');
  const forbidden = await apiServer({ mayPatch: false });
  await expect(forbidden.tiers().join('premium', 'n')).rejects.toThrow('missing permission: oc auth can-i patch');
});
