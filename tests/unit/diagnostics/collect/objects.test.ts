import { expect, test, vi } from 'vitest';
import { collectList } from '../../../../diagnostics/collect/objects.ts';
import type { ListReader } from '../../../../platform/cluster/raw/raw-cluster.ts';
import { collecting, filesIn } from '../collecting.ts';

vi.mock('../../../../platform/waits.ts', async (original) => {
  const waits = await original<typeof import('../../../../platform/waits.ts')>();
  return { ...waits, WAITS: { ...waits.WAITS, collectedItem: 50 } };
});

const CONFIG_MAPS = { group: '', version: 'v1', plural: 'configmaps', kind: 'ConfigMap', namespaced: true };
const map = (name: string, namespace = 'maas', data: Record<string, string> = {}) => ({
  metadata: { name, namespace },
  data,
});

test('a list of all namespaces becomes one file a namespace, without secrets', async () => {
  const list = async (_type: unknown, _namespace: unknown, reader: ListReader) => {
    await reader.page([map('a'), map('b', 'llm', { note: 'Bearer 0123456789abcdef' })]);
    await reader.page([map('c')]);
    return { kind: 'found' as const, value: 3 };
  };
  const seen: (string | undefined)[] = [];
  const { collecting: with_, folder } = collecting({ list });

  const item = await collectList({ type: CONFIG_MAPS }, with_, ({ kind }) => seen.push(kind));

  const files = filesIn(folder);
  expect(item).toMatchObject({ id: 'objects configmaps', outcome: 'collected', objects: 3 });
  expect(item.bytes).toBe(Object.values(files).join('').length);
  expect(item.paths).toEqual(['namespaces/maas/core/configmaps.yaml', 'namespaces/llm/core/configmaps.yaml']);
  const names = (path: string) =>
    JSON.parse(files[path] ?? '').items?.map(
      (one: typeof CONFIG_MAPS & { metadata: { name: string } }) => one.metadata.name,
    );
  expect(names('namespaces/maas/core/configmaps.yaml')).toEqual(['a', 'c']);
  expect(files['namespaces/llm/core/configmaps.yaml']).toContain('Bearer [redacted:authorization:1]');
  expect(seen).toEqual(['ConfigMap', 'ConfigMap', 'ConfigMap']);
});

test('a list that began anew has each object once', async () => {
  const list = async (_type: unknown, _namespace: unknown, reader: ListReader) => {
    await reader.page([map('gone'), map('of-nowhere', 'llm')]);
    await reader.restart();
    await reader.page([map('a')]);
    return { kind: 'found' as const, value: 1 };
  };
  const { collecting: with_, folder } = collecting({ list });

  const item = await collectList({ type: CONFIG_MAPS }, with_, () => undefined);

  const files = filesIn(folder);
  expect(item).toMatchObject({ outcome: 'collected', objects: 1, paths: ['namespaces/maas/core/configmaps.yaml'] });
  expect(Object.values(files).join('')).not.toMatch(/gone|of-nowhere/);
  expect(with_.staging.bytes()).toBe(Object.values(files).join('').length);
});

test('a list that is not answered in its time is told so; what was read of it is no whole', async () => {
  const list = async (_type: unknown, _namespace: unknown, reader: ListReader, signal?: AbortSignal) => {
    await reader.page([map('a')]);
    await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    return { kind: 'unreachable' as const, reason: 'the API server did not end its answer in time' };
  };
  const { collecting: with_, folder } = collecting({ list });

  const item = await collectList({ type: CONFIG_MAPS }, with_, () => undefined);

  expect(item).toMatchObject({ outcome: 'timed-out', reason: 'the API server did not end its answer in time' });
  expect(Object.keys(filesIn(folder))).toEqual(['namespaces/maas/core/configmaps.partial.yaml']);
});

test('what is forbidden names the line to ask an administrator for', async () => {
  const permission = { verb: 'list', group: '', resource: 'configmaps', namespace: 'maas' };
  const { collecting: with_, folder } = collecting({ list: async () => ({ kind: 'forbidden', permission }) });

  const item = await collectList({ type: CONFIG_MAPS, namespace: 'maas' }, with_, () => undefined);

  expect(item).toMatchObject({
    id: 'objects configmaps in maas',
    outcome: 'forbidden',
    permission: expect.stringMatching(/^oc auth can-i list configmaps .*maas/),
  });
  expect(filesIn(folder)).toEqual({});
});

test('where the room is used up, the rest is left out and what was read is kept apart', async () => {
  const list = async (_type: unknown, _namespace: unknown, reader: ListReader) => {
    await reader.page([map('a', 'maas', { text: 'x'.repeat(100) })]);
    await reader.page([map('b')]);
    return { kind: 'found' as const, value: 2 };
  };
  const { collecting: with_, folder } = collecting({ list }, { bounds: { bytes: 100 } });

  const item = await collectList({ type: CONFIG_MAPS }, with_, () => undefined);

  expect(item).toMatchObject({ outcome: 'truncated', reason: expect.stringContaining('--max-size') });
  expect(Object.keys(filesIn(folder))).toEqual(['namespaces/maas/core/configmaps.partial.yaml']);
});

test('Secrets are not asked for, whoever plans it', async () => {
  const { collecting: with_ } = collecting({});
  const secrets = { ...CONFIG_MAPS, plural: 'secrets', kind: 'Secret' };

  const item = await collectList({ type: secrets }, with_, () => undefined);

  expect(item).toMatchObject({ outcome: 'failed', reason: 'secrets are never collected' });
});
