import type { Plan, PlannedRequest, PlannedTier } from '../../load/plan/plan.ts';
import { WAITS } from '../../platform/waits.ts';

const tokensOf = ({ prompt, outTokens }: PlannedRequest): number =>
  prompt.reduce((sum, { tokens }) => sum + tokens, outTokens);

/** The windows of the limits that these requests of one user can come to. */
function windowsOf(own: readonly PlannedRequest[], { requests, tokens }: NonNullable<PlannedTier['limits']>): number[] {
  const spent = own.reduce((sum, one) => sum + tokensOf(one), 0);
  return [
    ...(requests !== undefined && own.length >= requests.limit ? [requests.windowMs] : []),
    ...(tokens !== undefined && spent >= tokens.limit ? [tokens.windowMs] : []),
  ];
}

/**
 * How long nothing may be asked before a plan is played, in milliseconds: a window that its users, or this command itself by
 * listing the models, have opened before would let through what is left of its quota, and all of the next one's. 0 where no user
 * comes to a limit; a window that nobody would wait for is not waited for.
 */
export function windowsToWaitFor({ tiers, requests }: Plan): number {
  const windows = tiers.flatMap(({ name, limits }) => {
    if (limits === undefined) return [];
    const users = Map.groupBy(
      requests.filter(({ tier }) => tier === name),
      ({ user }) => user,
    );
    return [...users.values()].flatMap((own) => windowsOf(own, limits));
  });
  return Math.max(0, ...windows.filter((windowMs) => windowMs <= WAITS.usedBefore));
}
