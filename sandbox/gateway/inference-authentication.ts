import { places } from '../edits/places.ts';
import { USERNAME_HEADER } from '../maas-api/identity-headers.ts';
import { TierMappingError, tierOf, tiers } from '../maas-api/tiers.ts';
import { following } from '../running.ts';
import type { Reviewed } from '../tokens/authority.ts';
import type { World } from '../world.ts';
import { clocks } from './clocks.ts';
import { expiringCache } from './expiring-cache.ts';
import { type Authenticated, bearer, claimedIdentity, type Identity, unauthenticated } from './identity.ts';
import { authenticationPolicies } from './policies.ts';
import { stranger, tokenReview } from './token-review.ts';

const REALM = 'service-accounts';

/** Who sends a request for inference. Authorino with its caches in maas-0.0.2; a plain verification in the guide. */
export function inferenceAuthentication(world: World): (headers: Headers) => Promise<Authenticated> {
  const { gateway: behaviour } = world.behaviour;
  const identify = world.installation === 'guide' ? guideIdentity(world) : releaseIdentity(world);
  const review = tokenReview(world);
  const remembered = authenticationPolicies(world).inferenceMemoryMs;
  // Only accepted tokens are remembered, by the header in lower case (measured: a broken copy of it is then accepted).
  const reviews = expiringCache<Reviewed | undefined>(remembered, (reviewed) => reviewed !== undefined);

  return async (headers) => {
    const { inference, inferenceAudiences } = authenticationPolicies(world);
    if (!inference) return { open: true };
    if (behaviour.trustsIdentityHeaders && headers.get(USERNAME_HEADER) !== null) {
      return { identity: claimedIdentity(headers, { username: '', userid: '', groups: ['system:authenticated'] }) };
    }
    const token = bearer(headers);
    const reviewed = await reviews.get(rememberedAs(world, headers), async () =>
      token === undefined ? unverified(world, headers) : review(token, inferenceAudiences),
    );
    if (reviewed === undefined) return unauthenticated(reasonFor(world, token), REALM);
    const identity = await identify(reviewed);
    return identity === undefined ? unauthenticated(NO_ACCOUNT, REALM) : { identity };
  };
}

/** What an accepted token is remembered by. */
function rememberedAs(world: World, headers: Headers): string {
  const header = headers.get('authorization')?.toLowerCase() ?? '';
  return world.behaviour.gateway.cacheIgnoresSignature ? header.replace(/\.[^.]*$/, '') : header;
}

/** Whom a credential of another scheme than Bearer stands for: nobody, where it is not verified somebody. */
function unverified(world: World, headers: Headers): Reviewed | undefined {
  const hasCredential = /^\S+ \S/.test(headers.get('authorization') ?? '');
  return world.behaviour.gateway.otherSchemesUnverified && hasCredential ? stranger() : undefined;
}

/** What Authorino says when a username has no fourth part: it is no service account's. */
const NO_ACCOUNT = 'index out of bounds: 3';

function reasonFor(world: World, token: string | undefined): string {
  if (token === undefined) return 'credential not found';
  const anonymous = token.startsWith(' ') && world.installation === 'maas-0.0.2';
  return anonymous ? NO_ACCOUNT : 'not authenticated';
}

type Identify = (reviewed: Reviewed) => Promise<Identity | undefined>;

/** The guide's tokens name their tier; a token without one is none of MaaS. */
function guideIdentity(world: World): Identify {
  return async ({ username, groups, claims: { tier, userid } }) => {
    const known = typeof tier === 'string' ? tier : world.behaviour.gateway.ignoresAudience ? 'free' : undefined;
    if (known === undefined) return undefined;
    return { username, groups, userid: typeof userid === 'string' ? userid : username, tier: known };
  };
}

/** The release asks maas-api for the tier of the caller's groups, and counts by the name of the service account. */
function releaseIdentity(world: World): Identify {
  // A lookup that reached nobody is not remembered (measured: limited again as soon as maas-api is back).
  const { tiersRememberedByAccount: isByAccount } = world.behaviour.gateway;
  const memory = isByAccount ? Number.POSITIVE_INFINITY : clocks(world.realWindows).tier;
  const lookups = expiringCache<Lookup>(memory, ({ isAnswered }) => isAnswered);
  const api = following(world, places(world).api);
  return async ({ username, groups }) => {
    const account = username.split(':')[3] ?? (world.behaviour.gateway.ignoresAudience ? username : undefined);
    if (account === undefined) return undefined;
    const { tier } = await lookups.get(isByAccount ? account : username, async () =>
      lookedUp(world, groups, api.isGone()),
    );
    return { username, groups, userid: account, tier };
  };
}

/** What maas-api said of a caller's tier. */
interface Lookup {
  tier?: string;
  isAnswered: boolean;
}

/** A lookup that fails leaves a request without a tier, and so without a limit (measured: limits fail open). */
function lookedUp(world: World, groups: string[], isGone: boolean): Lookup {
  if (world.behaviour.maasApi.down || isGone) return { isAnswered: false };
  try {
    return { tier: tierOf(tiers(world.objects, 'maas-0.0.2'), groups)?.name, isAnswered: true };
  } catch (error) {
    if (error instanceof TierMappingError) return { isAnswered: true };
    throw error;
  }
}
