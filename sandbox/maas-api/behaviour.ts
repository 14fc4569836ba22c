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
  /** true: DELETE of tokens answers 204 and revokes nothing. */
  revocationIgnored: boolean;
}

export function healthyMaasApi(): MaasApiBehaviour {
  return {
    down: false,
    mintOmits: [],
    answerDisagreesWithToken: false,
    mintsWrongAudience: false,
    mintsOpaqueTokens: false,
    mintFails: false,
    trustsIdentityHeaders: false,
    catalogue: 'accessible',
    bareCatalogue: false,
    keysHaveOwnAccount: false,
    revocationIgnored: false,
  };
}
