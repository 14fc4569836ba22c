import { decodeJwt } from 'jose';
import { z } from 'zod';
import type { Layout } from '../../layouts/layout.ts';

const Claims = z.looseObject({
  sub: z.string().optional().catch(undefined),
  exp: z.number().optional().catch(undefined),
});

/** What a MaaS token says of its bearer; nothing is verified, that is the gateway's work. */
export interface TokenClaims {
  subject?: string;
  /** By the layout's claim, or by the namespace of the service account in `sub`. */
  tier?: string;
  /** Unix milliseconds. */
  expiresAt?: number;
}

/** Reads a token's claims; an opaque token has none. */
export function tokenClaims(token: string, { tierClaim, tierFromSubject }: Layout['token']): TokenClaims {
  let claims: z.infer<typeof Claims>;
  try {
    claims = Claims.parse(decodeJwt(token));
  } catch {
    return {};
  }
  const claimed = tierClaim === undefined ? undefined : claims[tierClaim];
  const named = tierFromSubject === undefined ? undefined : new RegExp(tierFromSubject).exec(claims.sub ?? '')?.[1];
  return {
    subject: claims.sub,
    tier: typeof claimed === 'string' ? claimed : named,
    expiresAt: claims.exp === undefined ? undefined : claims.exp * 1_000,
  };
}
