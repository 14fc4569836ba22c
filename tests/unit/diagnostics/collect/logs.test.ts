import { expect, test, vi } from 'vitest';
import { collectLog, roomOf, type WantedLog } from '../../../../diagnostics/collect/logs.ts';
import type { LogQuestion, RawCluster } from '../../../../platform/cluster/raw/raw-cluster.ts';
import { collecting, filesIn } from '../collecting.ts';

vi.mock('../../../../platform/waits.ts', async (original) => {
  const waits = await original<typeof import('../../../../platform/waits.ts')>();
  return { ...waits, WAITS: { ...waits.WAITS, collectedLog: 50 } };
});

const LOG: WantedLog = { namespace: 'maas', pod: 'p', container: 'c', hasPrevious: true, previous: false };
const CURRENT = 'namespaces/maas/pods/p/c/c/logs/current.log';
const ROOM = 2 ** 20;
const KIB = 1024;
const nobody = (): void => undefined;

/** A cluster whose log is these pieces. */
const answering =
  (...pieces: string[]): RawCluster['log'] =>
  async (_, take) => {
    for (const piece of pieces) await take(Buffer.from(piece));
    return { kind: 'found', value: 'ended' };
  };

test('a log is written as it comes, without secrets, and whoever follows a request hears it', async () => {
  const { collecting: with_, folder } = collecting({ log: answering('one\ntoken=0123', '456789\n') });
  const heard: string[] = [];

  const item = await collectLog(LOG, with_, ROOM, (_, text) => heard.push(text));

  const text = 'one\ntoken=[redacted:value:1]\n';
  expect(filesIn(folder)).toEqual({ [CURRENT]: text });
  expect(item).toMatchObject({ id: 'log maas/p/c', outcome: 'collected', bytes: text.length, paths: [CURRENT] });
  expect(heard.join('')).toBe(text);
});

test('the log before a restart is asked for as such, with the bounds in time and lines', async () => {
  const asked: LogQuestion[] = [];
  const log: RawCluster['log'] = async (question, take) => {
    asked.push(question);
    return answering('it died\n')(question, take);
  };
  const { collecting: with_, folder } = collecting({ log }, { bounds: { bytes: ROOM, sinceSeconds: 1800 } });

  const item = await collectLog({ ...LOG, previous: true }, with_, ROOM, nobody);

  expect(asked).toMatchObject([{ pod: 'p', container: 'c', previous: true, sinceSeconds: 1800, tailLines: 100_000 }]);
  expect(item.id).toBe('log maas/p/c before its restart');
  expect(Object.keys(filesIn(folder))).toEqual([CURRENT.replace('current', 'previous')]);
});

test('of a log that is larger than its room, the end is kept, and how much is gone is told', async () => {
  const blocks = Array.from({ length: 16 }, (_, index) => `${`line of block ${index}, and more\n`.repeat(3 * KIB)}`);
  const { collecting: with_, folder } = collecting({ log: answering(...blocks) });
  const room = 256 * KIB;

  const item = await collectLog(LOG, with_, room, nobody);

  const text = filesIn(folder)[CURRENT] ?? '';
  const all = blocks.join('');
  expect(all.endsWith(text)).toBe(true);
  expect(text.length).toBeGreaterThanOrEqual(room / 4);
  expect(text.length).toBeLessThan(all.length / 2);
  expect(item).toMatchObject({ outcome: 'truncated', bytes: text.length });
  expect(item.reason).toContain(`${all.length - text.length} older ones were left out`);
  expect(with_.staging.bytes()).toBe(text.length);
});

test('a log that does not end in its time is told so, and what came of it stays', async () => {
  const log: RawCluster['log'] = async (_, take, signal) => {
    await take(Buffer.from('one\n'));
    await new Promise((resolve) => signal?.addEventListener('abort', resolve));
    return { kind: 'unreachable', reason: 'the API server did not end its answer in time' };
  };
  const { collecting: with_, folder } = collecting({ log });

  const item = await collectLog(LOG, with_, ROOM, nobody);

  expect(item).toMatchObject({ outcome: 'timed-out', bytes: 4, paths: [CURRENT] });
  expect(filesIn(folder)).toEqual({ [CURRENT]: 'one\n' });
});

test('a log that may not be read names the permission, and one that is not there is absent; neither leaves a file', async () => {
  const permission = { verb: 'get', group: '', resource: 'pods', subresource: 'log', namespace: 'maas' };
  const forbidden = collecting({ log: async () => ({ kind: 'forbidden', permission }) });
  const absent = collecting({ log: async () => ({ kind: 'not-found' }) });

  expect(await collectLog(LOG, forbidden.collecting, ROOM, nobody)).toMatchObject({
    outcome: 'forbidden',
    permission: expect.stringMatching(/^oc auth can-i get pods.*log.*maas/),
    bytes: 0,
    paths: [],
  });
  expect(await collectLog(LOG, absent.collecting, ROOM, nobody)).toMatchObject({ outcome: 'absent', bytes: 0 });
  expect([filesIn(forbidden.folder), filesIn(absent.folder)]).toEqual([{}, {}]);
});

test('the room that is left is shared by the logs that are still to come; where it is too little, none is asked for', async () => {
  const { collecting: with_ } = collecting({}, { bounds: { bytes: 100 * KIB } });

  expect(roomOf(with_, 4)).toBe(25 * KIB);
  expect(roomOf(with_, 0)).toBe(100 * KIB);
  expect(await collectLog(LOG, with_, roomOf(with_, 4), nobody)).toMatchObject({
    outcome: 'left-out',
    reason: expect.stringContaining('--max-size'),
  });
});
