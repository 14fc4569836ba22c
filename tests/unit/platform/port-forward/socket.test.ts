import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetch } from 'undici';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { channelTo, connect } from '../../../../platform/cluster/direct-connection.ts';
import { forwardingDispatcher } from '../../../../platform/port-forward/dispatcher.ts';
import { type Sandbox, startSandbox } from '../../../../sandbox/sandbox.ts';

const POD = { namespace: 'openshift-monitoring', pod: 'prometheus-k8s-0', port: 9_090 };
const READY = 'http://localhost:9090/-/ready';

let folder: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maas-verify-forward-'));
  sandbox = await startSandbox({ installation: 'guide', realWindows: false, faults: [], folder });
});
afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

async function forwarded<T>(
  target: typeof POD,
  use: (dispatcher: ReturnType<typeof forwardingDispatcher>) => Promise<T>,
) {
  const dispatcher = forwardingDispatcher(await channelTo(sandbox.ready.kubeconfig), target);
  try {
    return await use(dispatcher);
  } finally {
    await dispatcher.close();
  }
}

test('requests reach the pod one after the other and side by side, and closing does not wait for an end', async () => {
  const texts = await forwarded(POD, async (dispatcher) => {
    const ask = async () => (await fetch(READY, { dispatcher })).text();
    return [await ask(), ...(await Promise.all([ask(), ask(), ask()]))];
  });
  expect(texts).toEqual(Array(4).fill('Prometheus Server is Ready.\n'));
});

test.each([
  ['on which nothing listens', { ...POD, port: 9_999 }, 'failed to connect to localhost:9999'],
  ['of no pod', { ...POD, pod: 'none' }, 'no port-forward to port 9090 of pod openshift-monitoring/none'],
])('a port %s is told from an answer', async (_, target, said) => {
  await forwarded(target, async (dispatcher) => {
    await expect(fetch(READY, { dispatcher })).rejects.toMatchObject({
      cause: { message: expect.stringContaining(said) },
    });
  });
});

test.each(['GET', 'POST'] as const)('a %s without an upgrade forwards nothing', async (method) => {
  const connection = await connect(sandbox.ready.kubeconfig);
  const path = `/api/v1/namespaces/${POD.namespace}/pods/${POD.pod}/portforward`;
  const answer = await connection.send({ method, path, query: { ports: POD.port }, retry: false });
  await connection.close();
  expect([answer.status, answer.body.toString()]).toEqual([400, expect.stringContaining('Upgrade request required')]);
});
