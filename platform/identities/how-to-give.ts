/** What a user does where a caller is missing. */
export const HOW_TO_GIVE = 'give callers with --identities FILE: identities: [{name, tier, openshiftToken}]';

/** Which tiers nobody is a caller of, and what to do; undefined where each has one. */
export function tiersToGive(all: readonly string[], present: readonly string[]): string | undefined {
  const absent = all.filter((tier) => !present.includes(tier));
  return absent.length === 0 ? undefined : `no caller of ${absent.join(', ')}; ${HOW_TO_GIVE}`;
}
