import type { Person } from '../world.ts';

/** What a token says about its bearer, as TokenReview answers it. */
export interface Reviewed {
  username: string;
  uid: string;
  groups: string[];
  audiences: string[];
  /** Unix seconds; absent for OpenShift tokens. */
  expiresAt?: number;
  jti?: string;
  /** Further private claims of a MaaS token of the guide (tier). */
  claims: Record<string, unknown>;
}

interface IssueRequest {
  /** `sub`, e.g. system:serviceaccount:NS:NAME or a person's name. */
  subject: string;
  audiences: string[];
  lifetimeSeconds: number;
  claims?: Record<string, unknown>;
}

export interface Issued {
  token: string;
  jti: string;
  issuedAt: number;
  expiresAt: number;
}

/** Issues and reviews the cluster's tokens: JWTs of service accounts and MaaS (RS256), opaque `sha256~…` of people. */
export interface TokenAuthority {
  issuer: string;
  issue(request: IssueRequest): Promise<Issued>;
  /**
   * Verifies signature, issuer, expiry, audience (any of `audiences`; the API server's own when empty) and, for service
   * accounts, that the account still exists (its uid is bound to the token).
   */
  review(token: string, audiences: string[]): Promise<Reviewed | undefined>;
  person(token: string): Person | undefined;
  /** The public keys, for `/openid/v1/jwks`. */
  jwks(): Promise<{ keys: unknown[] }>;
}
