import type { Layout } from '../../layouts/layout.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { Limits } from '../limits/policies.ts';
import { Inconclusive } from '../outcome.ts';
import { pause, WAITS } from '../waits.ts';
import { type Caller, callersOf } from './callers.ts';
import { type GivenIdentity, IdentitiesFileError, readGiven } from './given.ts';
import type { Identities, Identity, Lease } from './identities.ts';
import { ledger } from './ledger.ts';
import { mint } from './tokens.ts';
import { afterUse, allowedAt, type Quota, remaining } from './usage.ts';

/** What a check may send where it does not say, and what makes a tier roomy enough for a check that names none. */
const USUAL_REQUESTS = 20;

export interface IdentityOptions {
  identitiesFile?: string;
  privateFolder: string;
  layout: Layout;
  requestBudget: number;
  gateway(): Promise<Gateway>;
  requestLimits(): Promise<Limits>;
  tokenLimits(): Promise<Limits>;
}

/** The callers of one check. `settle` writes what they really spent. */
export interface CheckIdentities extends Identities {
  settle(): void;
}

const HOW_TO_GIVE = 'give callers with --identities FILE: identities: [{name, tier, openshiftToken}]';

function given({ identitiesFile }: IdentityOptions): GivenIdentity[] {
  if (identitiesFile === undefined) throw new Inconclusive(`no caller is known; ${HOW_TO_GIVE}`);
  try {
    return readGiven(identitiesFile);
  } catch (error) {
    if (error instanceof IdentitiesFileError) throw new Inconclusive(error.message);
    throw error;
  }
}

/** The callers of a run. `forCheck` gives a check its view of them. */
export function identitySource(options: IdentityOptions): { forCheck(): CheckIdentities } {
  const { layout, privateFolder, requestBudget } = options;
  const known = ledger(privateFolder);
  const uses = new Map<string, number[]>();
  let listened = false;

  const gateway = async (): Promise<Gateway> => {
    const opened = await options.gateway();
    if (!listened) opened.onUse((identity) => uses.get(identity.name)?.push(Date.now()));
    listened = true;
    return opened;
  };
  /** A tier's quota; without a limit nothing runs out. The window covers the token limit's, which the same requests spend. */
  const quotaOf = async (tier: string): Promise<Quota> => {
    const [requests, tokens] = await Promise.all([options.requestLimits(), options.tokenLimits()]);
    const limit = requests.byTier.get(tier);
    const windowMs = Math.max(limit?.windowMs ?? 0, tokens.byTier.get(tier)?.windowMs ?? 0);
    return { limit: limit?.limit ?? Number.POSITIVE_INFINITY, windowMs };
  };
  const callers = async (): Promise<Caller[]> => callersOf(given(options), { gateway: await gateway(), layout, known });

  /** Tiers to take a caller from, best first: the one asked for, else the lowest that is roomy, else the others by their limit. */
  const tiersFor = async (lease: Lease, available: readonly string[]): Promise<string[]> => {
    if (lease.tier !== undefined) return [lease.tier];
    const limits = await Promise.all(available.map(async (tier) => ({ tier, ...(await quotaOf(tier)) })));
    const wanted = Math.max(lease.requests ?? 0, USUAL_REQUESTS);
    const roomy = limits.filter(({ limit }) => limit >= wanted);
    const others = limits.filter(({ limit }) => limit < wanted).sort((a, b) => b.limit - a.limit);
    return [...roomy, ...others].map(({ tier }) => tier);
  };

  return {
    forCheck() {
      const held = new Map<string, { quota: Quota; before: ReturnType<typeof known.of>['usage'] }>();

      const hold = (caller: Caller, quota: Quota, requests: number): void => {
        const { usage } = known.of(caller.name);
        const now = Date.now();
        const whole = remaining(usage, quota, now) === quota.limit;
        if (!held.has(caller.name)) {
          held.set(caller.name, { quota, before: whole ? { spent: 0, lastUse: usage.lastUse } : usage });
          uses.set(caller.name, []);
        }
        known.update(caller.name, {
          usage: afterUse(whole ? { spent: 0 } : usage, now, quota.windowMs, requests),
          open: true,
        });
      };
      const choose = async (
        lease: Lease,
      ): Promise<{ caller: Caller; quota: Quota } | { freeAt: number; tiers: string[] }> => {
        const all = await callers();
        const available = layout.tiers.names.filter((tier) => all.some((caller) => caller.tier === tier));
        const tiers = await tiersFor(lease, available);
        let freeAt = Number.POSITIVE_INFINITY;
        for (const tier of tiers) {
          const quota = await quotaOf(tier);
          const requests = lease.requests ?? USUAL_REQUESTS;
          const now = Date.now();
          const ranked = all
            .filter((caller) => caller.tier === tier && !caller.failed)
            .map((caller) => {
              const { usage, maasToken } = known.of(caller.name);
              const at = allowedAt(usage, quota, requests, lease.fresh === true, now);
              // One not yet in use by this check, then one that is already begun: whole quotas are for those who need them.
              const rank =
                (held.has(caller.name) ? 4 : 0) +
                (remaining(usage, quota, now) === quota.limit ? 2 : 0) +
                (maasToken ? 0 : 1);
              return { caller, at, rank };
            })
            .sort((a, b) => a.rank - b.rank);
          const ready = ranked.find(({ at }) => at === 0);
          if (ready !== undefined) return { caller: ready.caller, quota };
          freeAt = Math.min(freeAt, ...ranked.map(({ at }) => at));
        }
        return { freeAt, tiers };
      };

      const lease = async (wanted: Lease = {}): Promise<Identity> => {
        const requests = wanted.requests ?? USUAL_REQUESTS;
        if (requests > requestBudget) {
          throw new Inconclusive(
            `${requests} requests of one caller are needed, the request budget is ${requestBudget}; raise it with --request-budget`,
          );
        }
        const since = Date.now();
        for (;;) {
          const choice = await choose(wanted);
          if ('caller' in choice) {
            const identity = await choice.caller.identity();
            if (identity === undefined) continue;
            hold(choice.caller, choice.quota, requests);
            return identity;
          }
          const waitMs = choice.freeAt - Date.now();
          if (Date.now() - since + waitMs > WAITS.longestWindow)
            throw new Inconclusive(await shortage(wanted, choice.freeAt));
          await pause(Math.max(waitMs, 0));
        }
      };
      const shortage = async (wanted: Lease, freeAt: number): Promise<string> => {
        const all = await callers();
        const of = wanted.tier === undefined ? '' : ` of tier ${wanted.tier}`;
        const failure = all.find(
          (caller) => caller.failed !== undefined && (wanted.tier ?? caller.tier) === caller.tier,
        );
        if (failure?.failed !== undefined && !Number.isFinite(freeAt))
          return `no caller${of} has a MaaS token: ${failure.failed}`;
        if (!Number.isFinite(freeAt)) return `no caller${of} is known; ${HOW_TO_GIVE}`;
        const seconds = Math.ceil((freeAt - Date.now()) / 1_000);
        return `no caller${of} has ${wanted.requests ?? USUAL_REQUESTS} requests left for another ${seconds} s; give more callers with --identities`;
      };

      return {
        tiers: async () => {
          const all = await callers();
          return layout.tiers.names.filter((tier) => all.some((caller) => caller.tier === tier && !caller.failed));
        },
        lease,
        openshiftToken: async (tier) => {
          const all = (await callers()).filter((caller) => caller.openshiftToken !== undefined);
          const order = tier === undefined ? layout.tiers.names : [tier];
          const found = order.flatMap((name) => all.filter((caller) => caller.tier === name))[0];
          if (found?.openshiftToken === undefined || found.tier === undefined) {
            throw new Inconclusive(
              `no caller${tier === undefined ? '' : ` of tier ${tier}`} has an OpenShift token; ${HOW_TO_GIVE}`,
            );
          }
          return { name: found.name, tier: found.tier, token: found.openshiftToken };
        },
        mint: async (openshiftToken, body) => mint(await gateway(), layout, openshiftToken, body),
        settle: () => {
          for (const [name, { quota, before }] of held) {
            const usage = (uses.get(name) ?? []).reduce((sum, at) => afterUse(sum, at, quota.windowMs), before);
            known.update(name, { usage, open: false });
            uses.delete(name);
          }
          held.clear();
        },
      };
    },
  };
}
