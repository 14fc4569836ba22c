import { GROUP_HEADER, TIER_HEADER, USERNAME_HEADER } from '../maas-api/identity-headers.ts';
import { TierMappingError, tierOf, tiers } from '../maas-api/tiers.ts';
import type { Reviewed } from '../tokens/authority.ts';
import type { World } from '../world.ts';
import { clocks } from './clocks.ts';
import { expiringCache } from './expiring-cache.ts';
import { authenticationPolicies } from './policies.ts';
import type { Refusal } from './replies.ts';
import { tokenReview } from './token-review.ts';

/** Who the gateway takes a caller for. */
export interface Identity {
  username: string;
  groups: string[];
  /** What the limiter counts by. */
  userid: string;
  tier?: string;
}

/** `open`: no policy asks for a token. */
export type Authenticated = { identity: Identity } | { refusal: Refusal } | { open: true };

export interface Authenticator {
  inference(headers: Headers): Promise<Authenticated>;
  management(headers: Headers, path: string): Promise<Authenticated>;
}

const ANONYMOUS: Identity = { username: 'system:anonymous', groups: ['system:unauthenticated'], userid: '' };

/** The token of an `Authorization: Bearer` header; undefined without one. Blanks before the token stay part of it. */
export function bearer(headers: Headers): string | undefined {
  const [, token] = /^Bearer (.*)$/s.exec(headers.get('authorization') ?? '') ?? [];
  return token;
}

/** Who the caller claims to be, by headers that only the gateway may set. */
function claimedIdentity(headers: Headers, identity: Identity): Identity {
  const username = headers.get(USERNAME_HEADER) ?? identity.username;
  const userid = headers.get(USERNAME_HEADER) ?? identity.userid;
  const tier = headers.get(TIER_HEADER) ?? identity.tier;
  let { groups } = identity;
  try {
    const claimed: unknown = JSON.parse(headers.get(GROUP_HEADER) ?? '');
    if (Array.isArray(claimed)) groups = [...groups, ...claimed.map(String)];
  } catch {
    groups = [...groups, ...(headers.get(GROUP_HEADER)?.split(',') ?? [])];
  }
  return { username, userid, groups, tier };
}

/** The gateway's authentication: Authorino's part in maas-0.0.2, with its caches; a plain verification in the guide. */
export function authenticator(world: World): Authenticator {
  const { gateway: behaviour } = world.behaviour;
  const review = tokenReview(world);
  const ttl = clocks(world.realWindows);
  const remembered = world.installation === 'maas-0.0.2' ? ttl.authentication : 0;
  // Only accepted tokens are remembered, by the header in lower case (measured: a broken copy of it is then accepted).
  const reviews = expiringCache<Reviewed | undefined>(remembered, (reviewed) => reviewed !== undefined);
  const lookups = expiringCache<string | undefined>(world.installation === 'maas-0.0.2' ? ttl.tier : 0);

  const tierByGroups = (reviewed: Reviewed): Promise<string | undefined> =>
    lookups.get(reviewed.username, async () => {
      // A lookup that fails leaves the request without a tier, and so without a limit (facts: limits fail open).
      if (world.behaviour.maasApi.down) return undefined;
      try {
        return tierOf(tiers(world.objects, 'maas-0.0.2'), reviewed.groups)?.name;
      } catch (error) {
        if (error instanceof TierMappingError) return undefined;
        throw error;
      }
    });

  const identify = async (reviewed: Reviewed): Promise<Identity | undefined> => {
    const { username, groups, claims } = reviewed;
    if (world.installation === 'guide') {
      const { tier, userid } = claims;
      const known = typeof tier === 'string' ? tier : behaviour.ignoresAudience ? 'free' : undefined;
      if (known === undefined) return undefined;
      return { username, groups, userid: typeof userid === 'string' ? userid : username, tier: known };
    }
    const account = username.split(':')[3] ?? (behaviour.ignoresAudience ? username : undefined);
    if (account === undefined) return undefined;
    return { username, groups, userid: account, tier: await tierByGroups(reviewed) };
  };

  return {
    async inference(headers) {
      const { inference, inferenceAudiences } = authenticationPolicies(world);
      if (!inference) return { open: true };
      const claimed = behaviour.trustsIdentityHeaders ? headers.get(USERNAME_HEADER) : null;
      if (claimed !== null)
        return { identity: claimedIdentity(headers, { ...ANONYMOUS, groups: ['system:authenticated'] }) };
      const token = bearer(headers);
      const key = headers.get('authorization')?.toLowerCase() ?? '';
      const reviewed = await reviews.get(key, async () =>
        token === undefined ? undefined : review(token, inferenceAudiences),
      );
      if (reviewed === undefined) {
        if (token === undefined) return unauthenticated('credential not found', 'service-accounts');
        const anonymous = token.startsWith(' ') && world.installation === 'maas-0.0.2';
        const reason = anonymous ? 'index out of bounds: 3' : 'not authenticated';
        return unauthenticated(reason, 'service-accounts');
      }
      const identity = await identify(reviewed);
      if (identity === undefined) return unauthenticated('index out of bounds: 3', 'service-accounts');
      return { identity };
    },

    async management(headers, path) {
      const { management, managementAudiences } = authenticationPolicies(world);
      if (!management) return { open: true };
      const token = bearer(headers) ?? forwardedToken(world, headers);
      if (token === undefined) return unauthenticated('credential not found', 'openshift-identities');
      const anonymous = behaviour.blankBearerAnonymous ?? world.installation === 'maas-0.0.2';
      if (anonymous && token.startsWith(' ')) return { identity: ANONYMOUS };
      const minting = /\/tokens?\/?$/.test(path);
      const chained = world.behaviour.maasApi.chainedMint ?? world.installation === 'maas-0.0.2';
      const audiences =
        minting && !chained ? managementAudiences.filter((name) => name === world.tokens.issuer) : managementAudiences;
      const also = minting && chained && world.installation === 'guide' ? ['maas-default-gateway-sa'] : [];
      const reviewed = await review(token, [...audiences, ...also]);
      if (reviewed === undefined) return unauthenticated('not authenticated', 'openshift-identities');
      const { username, groups } = reviewed;
      const identity = { username, groups, userid: username };
      return {
        identity: world.behaviour.maasApi.trustsIdentityHeaders ? claimedIdentity(headers, identity) : identity,
      };
    },
  };
}

/** The guide also sends the OpenShift token as X-Forwarded-Access-Token; the release ignores that header. */
function forwardedToken(world: World, headers: Headers): string | undefined {
  return world.installation === 'guide' ? (headers.get('x-forwarded-access-token') ?? undefined) : undefined;
}

function unauthenticated(reason: string, realm: Refusal['realm']): Authenticated {
  return { refusal: { status: 401, reason, realm } };
}
