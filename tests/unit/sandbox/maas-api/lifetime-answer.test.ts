import { describe, expect, test } from 'vitest';
import { healthy } from '../../../../sandbox/behaviour.ts';
import type { MaasApiBehaviour } from '../../../../sandbox/maas-api/behaviour.ts';
import { LONGEST_SECONDS } from '../../../../sandbox/maas-api/lifetime.ts';
import { askedLifetime, isBeyondKubernetes, refusedLifetime } from '../../../../sandbox/maas-api/lifetime-answer.ts';
import type { World } from '../../../../sandbox/world.ts';

type Lifetimes = MaasApiBehaviour['lifetimes'];

const FALLBACK = 14_400;
const NEGATIVE = { refusal: { error: 'expiration must be positive' } };
const UNREADABLE = { refusal: { error: 'invalid duration' } };

/** As much of a world as a maas-api's switch is. */
function worldWith(lifetimes: Lifetimes): World {
  const behaviour = healthy();
  behaviour.maasApi.lifetimes = lifetimes;
  return { behaviour } as World;
}

describe('what is asked for', () => {
  const asked = (lifetimes: Lifetimes, expiration: unknown) =>
    askedLifetime(worldWith(lifetimes), expiration, FALLBACK);

  test('is given, and wrong lifetimes are refused, where nothing is broken', () => {
    expect(asked('right', '15m')).toEqual({ seconds: 900 });
    expect(asked('right', undefined)).toEqual({ seconds: FALLBACK });
    expect(asked('right', '-5m')).toEqual(NEGATIVE);
    expect(asked('right', 'soon')).toEqual(UNREADABLE);
  });

  test('is not looked at where lifetimes are ignored; wrong ones are still refused', () => {
    expect(asked('ignored', '15m')).toEqual({ seconds: FALLBACK });
    expect(asked('ignored', '-5m')).toEqual(NEGATIVE);
  });

  test('may be negative where that is accepted, and nothing else that is wrong', () => {
    expect(asked('negative-accepted', '-5m')).toEqual({ seconds: FALLBACK });
    expect(asked('negative-accepted', 'soon')).toEqual(UNREADABLE);
    expect(asked('negative-accepted', '5m')).toMatchObject({ refusal: { provided_expiration: '5m0s' } });
    expect(asked('negative-accepted', '15m')).toEqual({ seconds: 900 });
  });
});

test('Kubernetes issues no token for longer than 2^32 s, but where that bound is broken', () => {
  const beyond = (lifetimes: Lifetimes) =>
    [LONGEST_SECONDS, LONGEST_SECONDS + 1].map((seconds) => isBeyondKubernetes(worldWith(lifetimes), seconds));

  expect(beyond('right')).toEqual([false, true]);
  expect(beyond('endless-accepted')).toEqual([false, false]);
});

test('a refusal says why with 400; a broken one says nothing, or is an error of the server', async () => {
  const refused = async (lifetimes: Lifetimes) => {
    const answer = refusedLifetime(worldWith(lifetimes), UNREADABLE.refusal);
    return [answer.status, await answer.text()];
  };

  expect(await refused('right')).toEqual([400, '{"error":"invalid duration"}']);
  expect(await refused('errors-bare')).toEqual([400, '']);
  expect(await refused('errors-5xx')).toEqual([500, '{"error":"invalid duration"}']);
});
