import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { ApiRequest, Connection } from '../../platform/cluster/connection.ts';
import { connect } from '../../platform/cluster/direct-connection.ts';
import { ConfigMap } from '../../platform/cluster/kinds/core.ts';
import { liveCluster } from '../../platform/cluster/live.ts';
import { MANAGED_BY, MANAGER } from '../../platform/owned-labels.ts';
import { maasVerify, ROOT, temporaryFolder } from '../selftest/verify.ts';
import type { RunningLab } from './running-lab.ts';

const COMMAND_MS = 30_000;
const POLL_MS = 200;
const SOON_MS = 60_000;

const kubectl = (lab: RunningLab, ...parameters: string[]) =>
  execa('kubectl', ['--kubeconfig', lab.ready.kubeconfig, ...parameters], { reject: false, timeout: COMMAND_MS });

/** Waits until something is so. */
async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + SOON_MS;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`not within ${SOON_MS / 1000} s: ${what}`);
    await delay(POLL_MS);
  }
}

const Listed = z.looseObject({ items: z.array(z.looseObject({ metadata: z.looseObject({ name: z.string() }) })) });

/** Names of the objects of this project that are on the server. */
async function ours(lab: RunningLab, collection: string): Promise<string[]> {
  const selector = encodeURIComponent(`${MANAGED_BY}=${MANAGER}`);
  const body = await lab.admin.demand(`${collection}?labelSelector=${selector}`);
  return Listed.parse(body).items.map(({ metadata }) => metadata.name);
}

/** What the harness does at an API server that nobody here wrote. */
export function apiServerTests(lab: () => RunningLab): void {
  test.concurrent('who may do nothing gets no failure, and is told the missing permissions', async () => {
    const { exitCode, verdict } = await lab().run(
      '--context',
      'sandbox-nobody',
      '--phase',
      'prerequisites',
      '--phase',
      'maas',
    );
    expect([exitCode, verdict.counts.fail]).toEqual([3, 0]);
    const reasons = verdict.checks.flatMap(({ verdict: seen, reason }) =>
      seen === 'inconclusive' ? [reason ?? ''] : [],
    );
    expect(reasons.length).toBeGreaterThan(10);
    expect(reasons.join('\n')).toContain('missing permission: oc auth can-i');
  });

  test.concurrent('what a killed run leaves is gone after a sweep, its namespaces by the real controllers', async () => {
    const folder = await temporaryFolder();
    const { ready } = lab();
    const flags = ['--kubeconfig', ready.kubeconfig, '--gateway-url', ready.gatewayUrl, '--ca', ready.caFile];
    const phases = ['--phase', 'prerequisites', '--allow-changes'];
    const run = execa(process.execPath, [join(ROOT, 'cli/main.ts'), 'run', ...flags, ...phases, '--out', folder], {
      cwd: folder,
      env: { HOME: folder, NO_COLOR: '1', CI: '1', KUBECONFIG: '', TMPDIR: folder },
      reject: false,
    });
    await until('the run makes a namespace', async () => (await ours(lab(), '/api/v1/namespaces')).length > 0);
    run.kill('SIGKILL');
    await run;
    const { exitCode, stderr } = await maasVerify(['sweep', '--kubeconfig', ready.kubeconfig], {
      folder,
      environment: { TMPDIR: folder },
    });
    expect([exitCode, stderr]).toEqual([0, expect.any(String)]);
    await until('every namespace of ours is gone', async () => (await ours(lab(), '/api/v1/namespaces')).length === 0);
    for (const kind of ['pods', 'serviceaccounts', 'persistentvolumeclaims'])
      expect(await ours(lab(), `/api/v1/${kind}`)).toEqual([]);
  });

  test('who may read what the reader role grants judges the same as who may do everything', async () => {
    const phases = ['prerequisites', 'operators', 'kserve', 'maas', 'models'].flatMap((phase) => ['--phase', phase]);
    const { verdict } = await lab().run('--context', 'sandbox-reader', ...phases);
    expect(verdict.counts.fail).toBe(0);
    const undecided = verdict.checks.filter((check) => check.verdict === 'inconclusive');
    for (const { reason } of undecided) expect(reason).toMatch(/create|delete|patch|changes/);
  });

  test('an object that its type does not allow is refused with its field', async () => {
    const route = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'bad', namespace: 'default' },
      spec: { rules: [{ matches: [{ path: { type: 'Sideways', value: '/' } }] }] },
    };
    const { exitCode, stderr } = await execa(
      'kubectl',
      ['--kubeconfig', lab().ready.kubeconfig, 'create', '--dry-run=server', '-f', '-'],
      { input: JSON.stringify(route), reject: false, timeout: COMMAND_MS },
    );
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('spec.rules[0].matches[0].path.type')]);
  });

  test('a list of many pages is whole, also where its continue token is too old', async () => {
    const namespace = 'many-pages';
    const count = 1_100;
    await lab().admin.demand('/api/v1/namespaces', { method: 'POST', body: { metadata: { name: namespace } } });
    const path = `/api/v1/namespaces/${namespace}/configmaps`;
    for (let from = 0; from < count; from += 100) {
      const names = Array.from({ length: 100 }, (_, index) => `page-${String(from + index).padStart(4, '0')}`);
      await Promise.all(
        names.map((name) => lab().admin.demand(path, { method: 'POST', body: { metadata: { name } } })),
      );
    }
    const connection = await connect(lab().ready.kubeconfig);
    onTestFinished(connection.close);
    const { aged, sent } = ageing(connection, lab());
    const cluster = liveCluster({ connection: async () => aged });
    const answer = await cluster.list(ConfigMap, { namespace });
    const items = answer.kind === 'found' ? answer.value.items : [];
    expect(items.filter(({ metadata }) => metadata.name.startsWith('page-'))).toHaveLength(count);
    expect(sent.map(({ status }) => status)).toContain(410);
    await lab().admin.demand(`/api/v1/namespaces/${namespace}`, { method: 'DELETE' });
  });

  test('kubectl reads the logs that kwok serves: all of them, the last line, and as they come', async () => {
    const { stdout: name } = await kubectl(lab(), 'get', 'pods', '-n', 'maas', '-l', 'app=maas-api', '-o', 'name');
    const pod = name.split('\n')[0] ?? '';
    const whole = await kubectl(lab(), 'logs', '-n', 'maas', pod);
    expect([whole.exitCode, whole.stdout]).toEqual([0, expect.stringContaining('POST /maas-api')]);
    const last = await kubectl(lab(), 'logs', '-n', 'maas', pod, '--tail=1');
    expect(last.stdout.split('\n')).toHaveLength(1);
    const previous = await kubectl(lab(), 'logs', '-n', 'maas', pod, '--previous');
    expect(previous.exitCode).toBe(1);
  });
}

/** A connection on which the first continue token is one of long ago: etcd has forgotten what it speaks of. */
function ageing(connection: Connection, lab: RunningLab): { aged: Connection; sent: { status: number }[] } {
  const sent: { status: number }[] = [];
  let isAged = false;
  const send = async (request: ApiRequest, signal?: AbortSignal) => {
    const token = request.query?.['continue'];
    let asked = request;
    if (!isAged && typeof token === 'string') {
      isAged = true;
      await compact(lab);
      asked = { ...request, query: { ...request.query, continue: ofLongAgo(token) } };
    }
    const answer = await connection.send(asked, signal);
    sent.push({ status: answer.status });
    return answer;
  };
  return { aged: { ...connection, send }, sent };
}

function ofLongAgo(token: string): string {
  const said = z.looseObject({ rv: z.number() }).parse(JSON.parse(Buffer.from(token, 'base64url').toString()));
  return Buffer.from(JSON.stringify({ ...said, rv: 2 })).toString('base64url');
}

/** Lets etcd forget its history up to now. */
async function compact({ etcdUrl }: RunningLab): Promise<void> {
  const post = async (path: string, body: object): Promise<unknown> =>
    (await fetch(`${etcdUrl}${path}`, { method: 'POST', body: JSON.stringify(body) })).json();
  const key = Buffer.from('x').toString('base64');
  const { header } = z
    .looseObject({ header: z.looseObject({ revision: z.string() }) })
    .parse(await post('/v3/kv/range', { key }));
  await post('/v3/kv/compaction', { revision: header.revision, physical: true });
}
