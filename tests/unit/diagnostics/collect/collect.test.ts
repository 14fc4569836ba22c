import { expect, test } from 'vitest';
import { type Collection, collect, type Extra } from '../../../../diagnostics/collect/collect.ts';
import { guide } from '../../../../layouts/guide.ts';
import type { RawCluster, ServedType } from '../../../../platform/cluster/raw/raw-cluster.ts';
import { collecting } from '../collecting.ts';

const type = (plural: string, kind: string): ServedType => ({
  group: '',
  version: 'v1',
  plural,
  kind,
  namespaced: true,
});
const PODS = type('pods', 'Pod');
const EVENTS = type('events', 'Event');
const NAMESPACE = 'maas';
const pod = (name: string, restartCount = 0) => ({
  metadata: { name, namespace: NAMESPACE },
  spec: { containers: [{ name: 'c' }] },
  status: { containerStatuses: [{ name: 'c', restartCount }] },
});
const extra = (id: string, ms = 0): Extra => ({
  id,
  collect: async () => ({ id, outcome: 'collected', bytes: 0, ms, paths: [] }),
});

function collection(
  cluster: Partial<RawCluster>,
  options: Partial<Pick<Collection, 'extras' | 'lastly'>> & { signal?: AbortSignal; types?: ServedType[] } = {},
): Collection {
  const { signal = new AbortController().signal, types = [PODS, EVENTS], extras = [], lastly = [] } = options;
  return {
    collecting: collecting(cluster, { signal }).collecting,
    discovered: { types, documents: {} },
    layouts: [guide],
    scope: { what: 'everything', phases: [] },
    extras,
    lastly,
    heard: () => undefined,
    onProgress: () => undefined,
  };
}

const outcomes = (items: readonly { id: string; outcome: string }[]): Record<string, string> =>
  Object.fromEntries(items.map(({ id, outcome }) => [id, outcome]));

test('logs are those of the pods that were listed, of the life before a restart too, and each is read once', async () => {
  const read: string[] = [];
  const items = await collect(
    collection({
      list: async (listed, _namespace, reader) => {
        if (listed === EVENTS) return { kind: 'found', value: 0 };
        await reader.page([pod('one')]);
        await reader.restart();
        await reader.page([pod('one'), pod('two', 3)]);
        return { kind: 'found', value: 2 };
      },
      log: async ({ pod: name, previous }, take) => {
        read.push(`${name}${previous ? ' before' : ''}`);
        await take(Buffer.from('a line\n'));
        return { kind: 'found', value: 'ended' };
      },
    }),
  );

  expect(read.sort()).toEqual(['one', 'two', 'two before']);
  expect(outcomes(items)).toEqual({
    'objects pods': 'collected',
    'objects events': 'collected',
    'log maas/one/c': 'collected',
    'log maas/two/c': 'collected',
    'log maas/two/c before its restart': 'collected',
  });
});

test('who may not list all namespaces gets those that he may read, and both are told', async () => {
  const items = await collect(
    collection(
      {
        list: async (_type, namespace) =>
          namespace === NAMESPACE
            ? { kind: 'found', value: 0 }
            : { kind: 'forbidden', permission: { verb: 'list', group: '', resource: 'events', namespace } },
      },
      { types: [EVENTS] },
    ),
  );

  expect(outcomes(items)).toEqual({ 'objects events': 'forbidden', 'objects events in maas': 'collected' });
  expect(items[0]?.permission).toMatch(/^oc auth can-i list events --all-namespaces/);
});

test('one thing that fails, and one that throws, loses nothing else', async () => {
  const items = await collect(
    collection(
      {
        list: async (listed) => {
          if (listed === PODS) throw new Error('a mistake of ours');
          return { kind: 'unreachable', reason: 'the API server answered 500' };
        },
      },
      { extras: [extra('metrics')], lastly: [extra('the path')] },
    ),
  );

  expect(outcomes(items)).toEqual({
    'objects pods': 'failed',
    'objects events': 'failed',
    metrics: 'collected',
    'the path': 'collected',
  });
  expect(items.map(({ reason }) => reason)).toContain('a mistake of ours');
});

test('when the time is over, what has not begun is told as such, and what goes on is left to itself', async () => {
  const over = new AbortController();
  const forever: Extra = { id: 'probes', collect: () => new Promise(() => undefined) };
  const items = await collect(
    collection(
      {
        list: async (listed, _namespace, reader) => {
          if (listed === PODS) await reader.page([pod('one')]);
          over.abort();
          return { kind: 'found', value: 1 };
        },
      },
      { signal: over.signal, extras: [forever], lastly: [extra('the path')] },
    ),
  );

  expect(outcomes(items)).toMatchObject({
    'objects pods': 'collected',
    'log maas/one/c': 'timed-out',
    probes: 'timed-out',
    'the path': 'timed-out',
  });
});

test('of an API server that has stopped answering, the rest is not asked for one by one', async () => {
  let asked = 0;
  const types = Array.from({ length: 200 }, (_, index) => ({
    ...type(`things${index}`, 'Thing'),
    group: 'kuadrant.io',
  }));
  const items = await collect(
    collection(
      {
        list: async () => {
          asked += 1;
          return { kind: 'unreachable', reason: 'no answer' };
        },
      },
      { types },
    ),
  );

  expect(items).toHaveLength(types.length);
  expect(asked).toBeLessThan(types.length / 2);
  expect(items.at(-1)).toMatchObject({
    outcome: 'timed-out',
    reason: expect.stringContaining('had stopped answering'),
  });
});
