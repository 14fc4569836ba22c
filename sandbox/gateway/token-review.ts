import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, EmbeddedJWK, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import { tierNamespace } from '../maas-api/service-accounts.ts';
import type { Reviewed } from '../tokens/authority.ts';
import type { World } from '../world.ts';

const Keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });
/** Characters of an RS256 signature in base64url. */
const SIGNATURE = 342;

/** Who a bearer token speaks for; undefined when it is not accepted. */
export type TokenReview = (token: string, audiences: string[]) => Promise<Reviewed | undefined>;

/** Reviews tokens as the cluster does, unless the gateway's behaviour forgives one of their defects. */
export function tokenReview(world: World): TokenReview {
  const { gateway: behaviour } = world.behaviour;
  return async (token, audiences) => {
    // The leading blanks of a bearer are the business of whoever asks: here they are no token.
    if (token.trim() === '' || token !== token.trim()) return undefined;
    const right = await world.tokens.review(token, audiences);
    if (right !== undefined) return right;
    if (behaviour.ignoresAudience) {
      const elsewhere = await anyAudience(world, token);
      if (elsewhere !== undefined) return elsewhere;
    }
    if (behaviour.ignoresTrailingCharacters) {
      const [valid] = new RegExp(`^[\\w-]+\\.[\\w-]+\\.[\\w-]{${SIGNATURE}}`).exec(token) ?? [];
      if (valid !== undefined && valid !== token) return world.tokens.review(valid, audiences);
    }
    const payload = await forgiven(world, token, audiences);
    if (payload !== undefined) return claimed(payload);
    return behaviour.acceptsAnyToken ? stranger() : undefined;
  };
}

async function anyAudience(world: World, token: string): Promise<Reviewed | undefined> {
  return (await world.tokens.review(token, [])) ?? (await world.tokens.review(token, audiencesOf(token)));
}

function audiencesOf(token: string): string[] {
  try {
    return [decodeJwt(token).aud ?? []].flat();
  } catch {
    return [];
  }
}

/** The claims of a token that is wrong in just the way that the behaviour forgives. */
async function forgiven(world: World, token: string, audience: string[]): Promise<JWTPayload | undefined> {
  const { gateway: behaviour } = world.behaviour;
  try {
    const payload = decodeJwt(token);
    const current = (payload.exp ?? 0) * 1000 > Date.now();
    if (behaviour.acceptsAlgNone && decodeProtectedHeader(token).alg?.toLowerCase() === 'none' && current)
      return payload;
    const meant = [payload.aud ?? []].flat().some((name) => audience.includes(name));
    if (behaviour.ignoresSignature && current && meant) return payload;
    if (behaviour.ignoresNotBefore && (payload.nbf ?? 0) * 1000 > Date.now() && meant) return payload;
    const isOwn = payload.iss === world.tokens.issuer;
    if (isOwn ? behaviour.trustsKeyOfToken : behaviour.ignoresIssuer) {
      return (await jwtVerify(token, EmbeddedJWK, { audience })).payload;
    }
    if (!behaviour.ignoresExpiry) return undefined;
    const keys = createLocalJWKSet(Keys.parse(await world.tokens.jwks()));
    const clockTolerance = Number.MAX_SAFE_INTEGER;
    return (await jwtVerify(token, keys, { issuer: world.tokens.issuer, audience, clockTolerance })).payload;
  } catch {
    return undefined;
  }
}

/** The identity that claims speak of, without asking whether it exists. */
function claimed(payload: JWTPayload): Reviewed {
  const username = payload.sub ?? '';
  const [, namespace] = /^system:serviceaccount:([^:]+):/.exec(username) ?? [];
  const groups = namespace === undefined ? [] : ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
  return {
    username,
    uid: '',
    groups: [...groups, 'system:authenticated'],
    audiences: [payload.aud ?? []].flat(),
    claims: { ...payload },
  };
}

/** Whom a gateway that verifies nothing takes a stranger for: somebody of the lowest tier. */
export function stranger(): Reviewed {
  const namespace = tierNamespace('free');
  return {
    username: `system:serviceaccount:${namespace}:stranger`,
    uid: '',
    groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
    audiences: [],
    claims: { tier: 'free' },
  };
}
