import { MAAS_AUDIENCE } from '../maas-api/issue.ts';
import type { World } from '../world.ts';
import { type Authenticated, bearer, claimedIdentity, type Identity, unauthenticated } from './identity.ts';
import { authenticationPolicies } from './policies.ts';
import { tokenReview } from './token-review.ts';

const REALM = 'openshift-identities';
const ANONYMOUS: Identity = { username: 'system:anonymous', groups: ['system:unauthenticated'], userid: '' };

/** Who sends a request to the management API; `path` is the one that maas-api sees. */
export function managementAuthentication(world: World): (headers: Headers, path: string) => Promise<Authenticated> {
  const release = world.installation === 'maas-0.0.2';
  const review = tokenReview(world);
  return async (headers, path) => {
    const { management, managementAudiences } = authenticationPolicies(world);
    if (!management) return { open: true };
    const token = bearer(headers) ?? forwardedToken(world, headers);
    if (token === undefined) return unauthenticated('credential not found', REALM);
    const anonymous = world.behaviour.gateway.blankBearerAnonymous ?? release;
    if (anonymous && token.startsWith(' ')) return { identity: ANONYMOUS };
    const reviewed = await review(token, audiencesFor(world, path, managementAudiences));
    if (reviewed === undefined) return unauthenticated('not authenticated', REALM);
    const { username, groups } = reviewed;
    const identity = { username, groups, userid: username };
    return { identity: world.behaviour.maasApi.trustsIdentityHeaders ? claimedIdentity(headers, identity) : identity };
  };
}

/** Audiences that a token may have: whether a MaaS token may mint is a matter of its own. */
function audiencesFor(world: World, path: string, audiences: string[]): string[] {
  if (!/\/tokens?\/?$/.test(path)) return audiences;
  const chained = world.behaviour.maasApi.chainedMint ?? world.installation === 'maas-0.0.2';
  if (!chained) return audiences.filter((audience) => audience !== MAAS_AUDIENCE);
  return world.installation === 'guide' ? [...audiences, MAAS_AUDIENCE] : audiences;
}

/** The guide also sends the OpenShift token as X-Forwarded-Access-Token; the release ignores that header. */
function forwardedToken(world: World, headers: Headers): string | undefined {
  return world.installation === 'guide' ? (headers.get('x-forwarded-access-token') ?? undefined) : undefined;
}
