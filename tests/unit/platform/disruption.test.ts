import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { liveCluster } from '../../../platform/cluster/live.ts';
import { disruptionOf, STOPPED } from '../../../platform/disruption.ts';
import { sweep } from '../../../platform/sweep.ts';
import { json, localServer } from './local-server.ts';

const PLACE = { namespace: 'limitador-system', name: 'limitador' };
const HOUR_MS = 3_600_000;

interface Stored {
  metadata: { labels?: Record<string, string | null>; annotations?: Record<string, string | null> };
  spec: { replicas: number };
}

/** A Deployment with a controller: its pods are as many as its replicas, and a deleted one is replaced. */
async function apiServer({ mayPatch = true } = {}) {
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { ...PLACE, labels: {}, annotations: {} },
    spec: { replicas: 2, selector: { matchLabels: { app: 'limitador' } } },
  };
  let pods = ['limitador-a', 'limitador-b'];
  const objectOf = () => ({ ...deployment, status: { readyReplicas: deployment.spec.replicas } });
  const server = await localServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'PATCH') {
        if (!mayPatch) return json(response, { kind: 'Status', reason: 'Forbidden', message: 'no', code: 403 }, 403);
        const change: Stored = JSON.parse(Buffer.concat(chunks).toString());
        Object.assign(deployment.metadata.labels, change.metadata.labels);
        Object.assign(deployment.metadata.annotations, change.metadata.annotations);
        for (const map of [deployment.metadata.labels, deployment.metadata.annotations])
          for (const [key, value] of Object.entries(map)) if (value === null) Reflect.deleteProperty(map, key);
        deployment.spec.replicas = change.spec.replicas;
        pods = Array.from({ length: change.spec.replicas }, (_, index) => `limitador-new-${index}`);
        return json(response, objectOf());
      }
      if (request.method === 'DELETE') {
        pods = pods.map((name) => (pathname.endsWith(`/${name}`) ? `${name}-next` : name));
        return json(response, {});
      }
      if (pathname.endsWith('/pods'))
        return json(response, { items: pods.map((name) => ({ metadata: { name, namespace: PLACE.namespace } })) });
      if (pathname.endsWith('/deployments')) {
        const isStopped = STOPPED in deployment.metadata.labels || !searchParams.has('labelSelector');
        return json(response, { items: isStopped ? [objectOf()] : [] });
      }
      if (pathname.endsWith('/deployments/limitador')) return json(response, objectOf());
      return json(response, { items: [] });
    });
  });
  const privateFolder = mkdtempSync(join(tmpdir(), 'disruption-test-'));
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
  const disruption = (allowDisruption = true) => disruptionOf(cluster, { privateFolder, allowDisruption });
  return { deployment, cluster, disruption, pods: () => pods, seen: server.seen };
}

test('what is stopped carries what it was, and is given that back', async () => {
  const { deployment, disruption, pods } = await apiServer();
  await disruption().stop(PLACE);
  expect(pods()).toEqual([]);
  expect(deployment.metadata).toMatchObject({
    labels: { [STOPPED]: 'true' },
    annotations: { 'maas-verify/replicas': '2' },
  });
  await disruption().start(PLACE);
  expect(deployment).toMatchObject({ metadata: { labels: {}, annotations: {} }, spec: { replicas: 2 } });
  expect(deployment.metadata.labels).toEqual({});
});

test('the end of a run starts what is still stopped, once', async () => {
  const { deployment, disruption, seen } = await apiServer();
  await disruption().stop(PLACE);
  expect(await disruption().startAll()).toEqual([]);
  expect(deployment.spec.replicas).toBe(2);
  const asked = seen.length;
  expect(await disruption().startAll()).toEqual([]);
  expect(seen).toHaveLength(asked);
});

test('sweep starts what an ended run has stopped, when its time is over', async () => {
  const { deployment, cluster, disruption } = await apiServer();
  await disruption().stop(PLACE);
  expect(await sweep(cluster)).toMatchObject({ started: [], kept: ['Deployment limitador-system/limitador, stopped'] });
  expect(deployment.spec.replicas).toBe(0);
  const swept = await sweep(cluster, { now: Date.now() + 3 * HOUR_MS });
  expect(swept.started).toEqual(['Deployment limitador-system/limitador']);
  expect(deployment.spec.replicas).toBe(2);
});

test('a restart replaces every pod', async () => {
  const { disruption, pods } = await apiServer();
  await disruption().restart(PLACE);
  expect(pods()).toEqual(['limitador-a-next', 'limitador-b-next']);
});

test('without the flag nothing is sent, and without the right its name is told', async () => {
  const { disruption, seen } = await apiServer();
  await expect(disruption(false).stop(PLACE)).rejects.toThrow('allow it with --allow-disruption');
  await expect(disruption(false).restart(PLACE)).rejects.toThrow('allow it with --allow-disruption');
  expect(seen).toEqual([]);
  const forbidden = await apiServer({ mayPatch: false });
  await expect(forbidden.disruption().stop(PLACE)).rejects.toThrow(
    'missing permission: oc auth can-i patch deployments.apps/limitador -n limitador-system',
  );
  expect(await forbidden.disruption().startAll()).toEqual([]);
});
