/** How the sandbox's maas-api can misbehave. Each field is one switch that a fault may turn. */
export interface MaasApiBehaviour {
  /** true: maas-api does not listen: management answers 503, and tiers cannot be looked up (FM-59). */
  down: boolean;
  /** Status of a mint; the release's own when undefined. */
  mintStatus?: number;
  /** Fields that a mint's answer lacks. */
  mintOmits: string[];
  /** Tier that every token is minted for, whatever the person's groups (FM-36). */
  mintsTier?: string;
  /** true: a caller's tier is what it was at their first mint, whatever the mapping says since (FM-34). */
  remembersTiers: boolean;
  /** true: the answer names another tier or expiry than the token. */
  answerDisagreesWithToken: boolean;
  /** true: minted tokens name the audience of another service. */
  mintsWrongAudience: boolean;
  /** true: the guide's minted tokens are opaque, not JWTs. */
  mintsOpaqueTokens: boolean;
  /** true: every mint answers 500, as with a tier mapping that cannot be read (FM-37). */
  mintFails: boolean;
  /** Whether a MaaS token mints another one, with a fresh identity and quota (FM-31); as the release when undefined: yes in maas-0.0.2 only. */
  chainedMint?: boolean;
  /** true: mints trust X-MaaS-Username and X-MaaS-Group of the caller (FM-28). */
  trustsIdentityHeaders: boolean;
  /** Whether listing models spends the caller's quota (FM-41); as the release when undefined: yes in maas-0.0.2 only. */
  catalogueSpendsQuota?: boolean;
  /** What the catalogue shows: what the caller may use, nothing, everything, or models that do not exist. */
  catalogue: 'accessible' | 'empty' | 'everything' | 'invented';
  /** true: the catalogue's entries lack `object` and `owned_by`. */
  bareCatalogue: boolean;
  /** true: an API key is minted for an account of its own, which counts by itself. */
  keysHaveOwnAccount: boolean;
  /** true: the internal endpoints of later releases are served by the path of the API, too (FM-72). */
  internalEndpoints: boolean;
  /** What a method gets that a path does not have: an error of the server, or what another method gets; 404 when undefined. */
  wrongMethod?: 'error' | 'served';
  /** true: DELETE of tokens answers 204 and revokes nothing. */
  revocationIgnored: boolean;
  /** true: keys that were revoked with everything else are still listed as active. */
  revokedKeysStayActive: boolean;
  /** true: a caller's first mint after a revocation answers 500 (FM-35). */
  mintFailsAfterRevocation: boolean;
  /** true: the list of tokens, or keys, shows everybody's. */
  listsEverybodys: boolean;
  /** true: the list of tokens, or keys, is always empty. */
  listsNothing: boolean;
  /** true: tokens, or keys, are shown again wherever they are listed or read. */
  listsSecrets: boolean;
  /**
   * What is wrong with the lifetimes that mints ask for: they are ignored, negative ones or those beyond Kubernetes' bound are
   * accepted, wrong ones are refused without a word or with 500.
   */
  lifetimes: 'right' | 'ignored' | 'negative-accepted' | 'endless-accepted' | 'errors-bare' | 'errors-5xx';
}

export function healthyMaasApi(): MaasApiBehaviour {
  return {
    down: false,
    mintOmits: [],
    remembersTiers: false,
    answerDisagreesWithToken: false,
    mintsWrongAudience: false,
    mintsOpaqueTokens: false,
    mintFails: false,
    trustsIdentityHeaders: false,
    catalogue: 'accessible',
    bareCatalogue: false,
    keysHaveOwnAccount: false,
    internalEndpoints: false,
    revocationIgnored: false,
    revokedKeysStayActive: false,
    mintFailsAfterRevocation: false,
    listsEverybodys: false,
    listsNothing: false,
    listsSecrets: false,
    lifetimes: 'right',
  };
}
