/** What the catalogue shows a tier, against what it may use. */
export interface Listing {
  tier: string;
  /** Names of the models that the cluster's rules grant. */
  granted: readonly string[];
  /** Names of the models that were listed. */
  listed: readonly string[];
  /** Ids of entries that do not say where the model is served. */
  lost: readonly string[];
}

/** Models that a tier misses, sees without a right, or could not reach. */
export function listingProblems({ tier, granted, listed, lost }: Listing): string[] {
  return [
    ...granted.filter((name) => !listed.includes(name)).map((name) => `${tier} does not see ${name}`),
    ...listed.filter((name) => !granted.includes(name)).map((name) => `${tier} sees ${name}, which it may not use`),
    ...lost.map((id) => `${tier} sees ${id} without the URL of its model`),
  ];
}
