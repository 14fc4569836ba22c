import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { madeFor, usernameOf } from '../../../../platform/identities/maas-accounts.ts';

const hash = (username: string): string => createHash('sha1').update(username).digest('hex').slice(0, 8);
const OURS = 'system:serviceaccount:ours:caller';
const TIER = 'maas-default-gateway-tier-free';
const child = { namespace: TIER, name: `system-serviceaccount-ours-caller-${hash(OURS)}` };
const grandchild = { namespace: TIER, name: `system-serviceaccount-cut-short-${hash(usernameOf(child))}` };

test('accounts made for ours are told by the hash of the name, also those that were minted with their tokens', () => {
  const strangers = [
    { namespace: TIER, name: `ann-${hash('ann')}` },
    { namespace: TIER, name: `system-serviceaccount-ours-caller-${hash('somebody else')}` },
    { namespace: TIER, name: `caller-${hash(OURS)}` },
  ];

  expect(madeFor([OURS], [...strangers, grandchild, child])).toEqual([child, grandchild]);
  expect(madeFor([], [child])).toEqual([]);
});
