import { decodeJwt } from 'jose';
import { z } from 'zod';
import type { Reviewed, TokenAuthority } from '../sandbox/tokens/authority.ts';
import type { ApiClient } from './api/client.ts';

const Requested = z.looseObject({ status: z.looseObject({ token: z.string(), expirationTimestamp: z.string() }) });
const Status = z.looseObject({
  status: z.looseObject({
    authenticated: z.boolean().default(false),
    user: z
      .looseObject({
        username: z.string().default(''),
        uid: z.string().default(''),
        groups: z.array(z.string()).default([]),
      })
      .default({ username: '', uid: '', groups: [] }),
    audiences: z.array(z.string()).default([]),
  }),
});

/** Kubernetes issues no token for less. */
const SHORTEST_SECONDS = 600;

const ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

export interface TokenParties {
  /** Who issues: asks for tokens of service accounts. */
  issuer: ApiClient;
  /** Who reviews: the authorizer, with its own rights and no others. */
  reviewer: ApiClient;
  /** Knows the tokens that are no service account's: those that the guide's maas-api signs itself. */
  own: TokenAuthority;
  /** Waits until accounts that were just made have reached the API server. */
  settled(): Promise<void>;
}

const claimsOf = (token: string): Record<string, unknown> => {
  try {
    return decodeJwt(token);
  } catch {
    return {};
  }
};

/** A cluster's tokens as its API server issues (TokenRequest) and reviews (TokenReview) them. */
export function clusterTokens({ issuer, reviewer, own, settled }: TokenParties): TokenAuthority {
  const review = async (token: string, audiences: string[]): Promise<Reviewed | undefined> => {
    const asked = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', spec: { token, audiences } };
    const { status, body } = await reviewer.ask('/apis/authentication.k8s.io/v1/tokenreviews', {
      method: 'POST',
      body: asked,
    });
    const parsed = Status.safeParse(body);
    // Who may not review tokens takes none for valid.
    if (status !== 201 || !parsed.success || !parsed.data.status.authenticated) return undefined;
    const { user, audiences: shared } = parsed.data.status;
    const { exp, jti, ...claims } = claimsOf(token);
    return {
      username: user.username,
      uid: user.uid,
      groups: user.groups,
      audiences: shared,
      expiresAt: typeof exp === 'number' ? exp : undefined,
      jti: typeof jti === 'string' ? jti : undefined,
      claims,
    };
  };
  return {
    issuer: own.issuer,
    person: own.person,
    jwks: own.jwks,
    async issue(request) {
      const [, namespace, name] = ACCOUNT.exec(request.subject) ?? [];
      if (namespace === undefined || name === undefined) return own.issue(request);
      await settled();
      const expirationSeconds = Math.max(SHORTEST_SECONDS, Math.floor(request.lifetimeSeconds));
      const answer = await issuer.demand(`/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`, {
        method: 'POST',
        body: {
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'TokenRequest',
          spec: { audiences: request.audiences, expirationSeconds },
        },
      });
      const { token } = Requested.parse(answer).status;
      const { jti, iat, exp } = decodeJwt(token);
      return { token, jti: jti ?? '', issuedAt: iat ?? 0, expiresAt: exp ?? 0 };
    },
    // A person's MaaS token is the guide's own affair; everything else is the API server's.
    review: async (token, audiences) =>
      'tier' in claimsOf(token) ? own.review(token, audiences) : review(token, audiences),
  };
}
