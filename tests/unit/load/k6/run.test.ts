import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Recorded } from '../../../../load/samples/reader.ts';
import type { Sample } from '../../../../load/samples/sample.ts';
import { ascending, quantileOf } from '../../../../load/statistics/quantile.ts';
import { type MockServer, startMock } from '../../../peers/load/mock-server.ts';
import { planOf, played } from '../engine/played.ts';
import { replayed } from '../engine/replayed.ts';
import { playedOnK6 } from './played-on-k6.ts';

let mock: MockServer;
beforeAll(async () => {
  mock = await startMock();
});
afterAll(() => mock.close());

const PLAN = planOf('[{name: a, kind: constant, rate: 6, duration: 1s}]');
const told = (samples: readonly Sample[]): string[] => samples.map(({ i, outcome }) => `${i} ${outcome}`).sort();
const outcomes = ({ samples }: Recorded): string[] => told(samples);
const ttft = ({ samples }: Recorded): number =>
  quantileOf(ascending(samples.map(({ firstTokenMs = 0, sentMs = 0 }) => firstTokenMs - sentMs)), 0.5);
/** A connection of its own for each stream, stamps of 1 ms, and a busy machine. */
const MOST_APART_MS = 60;

test('the same plan has the same outcomes, tokens and TTFT on both engines', async () => {
  const embedded = await played(PLAN, mock.url, 'plain');
  const k6 = await playedOnK6(PLAN, mock.url, 'plain');

  expect(outcomes(k6)).toEqual(outcomes(embedded));
  expect(k6.samples.map(({ usage }) => usage?.completion)).toEqual(
    embedded.samples.map(({ usage }) => usage?.completion),
  );
  expect(k6.samples.map(({ gapsMs }) => gapsMs?.length)).toEqual(embedded.samples.map(({ gapsMs }) => gapsMs?.length));
  expect(Math.abs(ttft(k6) - ttft(embedded))).toBeLessThan(MOST_APART_MS);
  expect(k6.head).toMatchObject({ engine: 'k6 1.7.1 with xk6-sse', plan: PLAN.hash });
  expect([k6.result, k6.cut]).toEqual([{ unsent: 0 }, false]);
}, 30_000);

test.each(['refuses', 'refuses-late', 'cuts', 'hangs', 'resets', 'thinks'])(
  'a server that %s is told as by the embedded engine',
  async (model) => {
    const plan = planOf('[{name: a, kind: constant, rate: 2, duration: 1s}]');
    expect(outcomes(await playedOnK6(plan, mock.url, model))).toEqual(told(await replayed(plan, mock.url, model)));
  },
  30_000,
);

test('without xk6-sse a stream has its end and its tokens, and no time inside is made up', async () => {
  const { samples, head } = await playedOnK6(PLAN, mock.url, 'plain', { STAND_IN_EXTENSION: 'no' });

  expect(samples.map(({ outcome, usage }) => [outcome, usage?.completion])).toEqual(samples.map(() => ['admitted', 8]));
  expect(samples.flatMap(({ firstTokenMs, gapsMs, firstEventMs }) => [firstTokenMs, gapsMs, firstEventMs])).toEqual(
    samples.flatMap(() => [undefined, undefined, undefined]),
  );
  expect(head.engine).toBe('k6 1.7.1');
}, 30_000);

test('each user sends the own token', async () => {
  const plan = planOf('[{name: a, kind: constant, rate: 2, duration: 1s}]', '');
  const { samples } = await playedOnK6(plan, mock.url, 'plain');
  for (const { i, user } of samples)
    expect(mock.served.get(`${plan.hash.slice(0, 12)}-${i}`)?.authorization).toBe(`Bearer token-of-user-${user}`);
}, 30_000);

test('the requests of a lane are sent one after the other, until the phase is over', async () => {
  const plan = planOf('[{name: a, kind: closed, concurrency: 2, requests: 6, duration: 5s}]');
  const { samples } = await playedOnK6(plan, mock.url, 'plain');

  expect(samples).toHaveLength(6);
  const lanes = Map.groupBy(samples, ({ i }) => plan.requests[i]?.lane);
  for (const lane of lanes.values())
    for (const [at, { pickedMs }] of lane.entries()) expect(pickedMs).toBeGreaterThanOrEqual(lane[at - 1]?.endMs ?? 0);
}, 30_000);

test.each([
  [99, undefined],
  [107, 'k6 ended with 107, the script threw an exception'],
])(
  'exit code %i after all is sent leaves all samples',
  async (code, stopped) => {
    const { samples, result } = await playedOnK6(PLAN, mock.url, 'plain', { STAND_IN_EXIT: String(code) });
    expect([samples.length, result]).toEqual([
      PLAN.requests.length,
      { unsent: 0, ...(stopped !== undefined && { stopped: expect.stringContaining(stopped) }) },
    ]);
  },
  30_000,
);

test('a k6 that refuses its configuration has sent nothing, and says why', async () => {
  const { samples, result } = await playedOnK6(PLAN, mock.url, 'plain', { STAND_IN_EARLY_EXIT: '104' });
  expect([samples.length, result.unsent]).toEqual([0, PLAN.requests.length]);
  expect(result.stopped).toMatch(/^k6 ended with 104, its configuration is not valid: .*planted/);
}, 30_000);

test('an interruption ends k6 and keeps what had ended', async () => {
  const plan = planOf('[{name: a, kind: constant, rate: 4, duration: 20s}]');
  const stop = new AbortController();
  let ended = 0;
  const onTallies = (): void => {
    ended += 1;
    if (ended === 3) stop.abort();
  };
  const { samples, result } = await playedOnK6(plan, mock.url, 'plain', {}, { signal: stop.signal, onTallies });

  expect(samples.length).toBeGreaterThanOrEqual(3);
  expect(result).toEqual({ unsent: plan.requests.length - samples.length, stopped: 'interrupted' });
}, 30_000);

test('a plan whose users react to refusals is not played in another way than it says', async () => {
  const plan = planOf('[{name: a, kind: constant, rate: 2, duration: 1s}]', 'on429: honour');
  await expect(playedOnK6(plan, mock.url, 'plain')).rejects.toThrow('on429: honour needs users who know');
});
