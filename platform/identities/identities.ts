/** A caller with a MaaS token, in a tier. */
export interface Identity {
  /** As given by the user, or the owned account's name. */
  name: string;
  tier: string;
  /** What the limiter counts by, as far as the token tells: `sub`. */
  subject?: string;
  /** Empty where it is sent without one: to a server that wants none. */
  maasToken: string;
  /** The OpenShift token it was minted with; absent where the user gave a MaaS token. */
  openshiftToken?: string;
  /** How it came: given, minted, or an owned service account. */
  origin: 'given' | 'minted' | 'owned';
}

export interface Lease {
  /** When absent, the lowest tier whose limit leaves a check room (20 requests or what it asks for). */
  tier?: string;
  /** How many requests the caller may send with it (default 20; more than the tier's limit counts as the whole limit): another identity, or a wait, where the quota would not allow it. */
  requests?: number;
  /** About how many tokens they cost, prompt and answer together, where it is more than a word each. */
  tokens?: number;
  /** true: its quota must be whole (no request within the last window). */
  fresh?: boolean;
  /** true: nothing may have been sent with it in this run, so that the gateway remembers nothing of it. */
  unused?: boolean;
  /** true: a whole window of the run must have passed without it, so that nothing sent before the run counts any more. */
  sure?: boolean;
}

/**
 * A caller for each role of a scenario; or why there is none, and the time (Unix milliseconds) from which there may be
 * (Infinity: when others give theirs back, if ever).
 */
export type Cast =
  | {
      actor(role: string): Identity;
      /** Names of those whose window, or a longer one, may have begun before the run. */
      doubts: { window: string[]; longer: string[] };
    }
  | { freeAt: number; why: string };

/** Callers of each tier. Throws Inconclusive naming what to give where a lease cannot be had. */
export interface Identities {
  /** Tiers of the layout for which an identity was given or can be minted, lowest first. */
  tiers(): Promise<string[]>;
  lease(lease?: Lease): Promise<Identity>;
  /**
   * A different caller for each role, or for none: two scenarios that wait for each other's callers would never end.
   * Does not wait. Throws Inconclusive where a role asks for more requests than the budget.
   */
  cast(roles: Record<string, Lease>): Promise<Cast>;
  /** An OpenShift token of the tier, for the management API. */
  openshiftToken(tier?: string): Promise<{ name: string; tier: string; token: string }>;
  /** Tokens that the user gave as expired, with whose they are; an empty list where none was given. Asks nobody. */
  expiredTokens(): { name: string; token: string }[];
  /** Mints a further MaaS token; the raw answer, for checks of the mint itself. */
  mint(openshiftToken: string, body?: unknown): Promise<import('../gateway/gateway.ts').GatewayAnswer>;
}
