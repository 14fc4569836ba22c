import type { Context } from 'hono';
import type { Issued } from '../tokens/authority.ts';
import type { World } from '../world.ts';
import { formatGoDuration } from './go-duration.ts';
import type { Caller } from './identity-headers.ts';
import { callerOf } from './identity-headers.ts';
import { issueForAccount } from './issue.ts';
import { isBeyondKubernetes } from './lifetime-answer.ts';
import { type Tier, tierOf, tiers } from './tiers.ts';

/** The release answers 500 `Failed to generate token`. */
export class TokenFailure extends Error {
  override name = 'TokenFailure';
}

/** Who a request is for, or the release's answer when the identity headers are missing: the AuthPolicy is not enforced. */
export function identified(c: Context): Caller | Response {
  const caller = callerOf(c.req.raw.headers);
  if (!('refId' in caller)) return caller;
  return c.json(
    { error: 'Exception thrown while generating token', exceptionCode: 'AUTH_FAILURE', refId: caller.refId },
    500,
  );
}

/** Whose next mint fails: their account was deleted, and the informer's cache still has it (FM-35). */
const failing = new WeakMap<World, Set<string>>();

export function failsOnce(world: World, { username }: Caller): void {
  failing.set(world, (failing.get(world) ?? new Set()).add(username));
}

const isToFail = (world: World, { username }: Caller): boolean => failing.get(world)?.delete(username) ?? false;

/** The tier that a caller was first minted a token for. */
const firstTiers = new WeakMap<World, Map<string, Tier | undefined>>();

/** The tier that counts: as it is now, or, where maas-api remembers tiers, as it was at the caller's first mint. */
function remembered(world: World, { username }: Caller, now: Tier | undefined): Tier | undefined {
  if (!world.behaviour.maasApi.remembersTiers) return now;
  const known = firstTiers.get(world) ?? new Map<string, Tier | undefined>();
  firstTiers.set(world, known);
  if (!known.has(username)) known.set(username, now);
  return known.get(username);
}

/** Mints for a caller's tier. Throws a TokenFailure where it has none, or Kubernetes would refuse the lifetime. */
export async function mint(world: World, caller: Caller, seconds: number): Promise<Issued & { expiration: string }> {
  const { maasApi: behaviour } = world.behaviour;
  if (behaviour.mintFails || isBeyondKubernetes(world, seconds) || isToFail(world, caller)) throw new TokenFailure();
  const all = tiers(world.objects, 'maas-0.0.2');
  const tier =
    all.find(({ name }) => name === behaviour.mintsTier) ?? remembered(world, caller, tierOf(all, caller.groups));
  if (tier === undefined) throw new TokenFailure();
  const issued = await issueForAccount(world, tier.name, caller.username, seconds);
  const expiresAt = behaviour.answerDisagreesWithToken ? issued.expiresAt + 3600 : issued.expiresAt;
  return { ...issued, expiresAt, expiration: formatGoDuration(seconds) };
}
