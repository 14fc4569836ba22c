import { expect, test } from 'vitest';
import { casting } from '../../../../platform/identities/casting.ts';
import type { Choice } from '../../../../platform/identities/choice.ts';
import type { Identity, Lease } from '../../../../platform/identities/identities.ts';
import { mutex } from '../../../../platform/identities/mutex.ts';

const identity = (name: string): Identity => ({ name, tier: 'free', maasToken: `token of ${name}`, origin: 'given' });

/** Callers by name, each free or held; those named in `failing` get no token, and are failed from then on. */
function company(names: string[], failing: string[] = []) {
  const held = new Set<string>();
  const failed = new Set<string>();
  const pick = async (_lease: Lease): Promise<Choice> => {
    const name = names.find((one) => !held.has(one) && !failed.has(one));
    if (name === undefined) return { freeAt: Number.POSITIVE_INFINITY };
    held.add(name);
    const caller = {
      name,
      identity: async () => {
        if (!failing.includes(name)) return identity(name);
        failed.add(name);
        return undefined;
      },
    };
    return { caller, quota: { limit: 1, windowMs: 1 }, doubts: { window: name === 'eve', longer: true } };
  };
  const cast = casting({
    demand: () => undefined,
    pick,
    giveBack: (name) => held.delete(name),
    shortage: async () => 'nobody is there',
  });
  return { cast, held };
}

test('each role gets a caller of its own', async () => {
  const { cast, held } = company(['ann', 'bob', 'eve']);

  const result = await cast({ first: {}, second: {} });

  expect('actor' in result && [result.actor('first').name, result.actor('second').name]).toEqual(['ann', 'bob']);
  expect([...held]).toEqual(['ann', 'bob']);
  expect(() => 'actor' in result && result.actor('third')).toThrow('no role is called third; there are first, second');
});

test('where one role has no caller, nobody is held', async () => {
  const { cast, held } = company(['ann']);

  expect(await cast({ first: {}, second: {} })).toEqual({ freeAt: Number.POSITIVE_INFINITY, why: 'nobody is there' });
  expect(held.size).toBe(0);
});

test('a caller whose mint fails is replaced, for all roles', async () => {
  const { cast, held } = company(['ann', 'dan', 'eve'], ['ann']);

  const result = await cast({ first: {}, second: {} });

  expect('actor' in result && [result.actor('first').name, result.actor('second').name]).toEqual(['dan', 'eve']);
  expect('actor' in result && result.doubts).toEqual({ window: ['eve'], longer: ['dan', 'eve'] });
  expect([...held].sort()).toEqual(['dan', 'eve']);
});

test('the mutex runs one after the other, also after a failure', async () => {
  const exclusively = mutex();
  const seen: string[] = [];
  const work = (name: string) => async () => {
    seen.push(`${name} begins`);
    await Promise.resolve();
    seen.push(`${name} ends`);
    if (name === 'b') throw new Error('b fails');
    return name;
  };

  const results = await Promise.allSettled(['a', 'b', 'c'].map((name) => exclusively(work(name))));

  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});
