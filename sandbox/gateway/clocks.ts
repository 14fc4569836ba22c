/** How long the gateway remembers what it was told, in milliseconds. */
export interface Clocks {
  authentication: number;
  tier: number;
  access: number;
}

/** The release's AuthPolicy: 600, 300 and 60 s. */
const RELEASE: Clocks = { authentication: 600_000, tier: 300_000, access: 60_000 };
/** The sandbox's, so that a check sees them run out. */
const SHORT: Clocks = { authentication: 2_000, tier: 1_500, access: 1_000 };

export function clocks(realWindows: boolean): Clocks {
  return realWindows ? RELEASE : SHORT;
}
