import type { Layout } from '../../layouts/layout.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { Limits } from '../limits/policies.ts';
import { Inconclusive } from '../outcome.ts';
import { pause, WAITS } from '../waits.ts';
import { type Caller, callersOf } from './callers.ts';
import { casting } from './casting.ts';
import { type Choice, choose, room, USUAL_REQUESTS } from './choice.ts';
import { type Bearer, IdentitiesFileError, readGiven } from './given.ts';
import { type Holdings, holdings } from './holdings.ts';
import { HOW_TO_GIVE } from './how-to-give.ts';
import type { Identities, Identity, Lease } from './identities.ts';
import { ledger } from './ledger.ts';
import { mutex } from './mutex.ts';
import type { OwnedCallers } from './owned-callers.ts';
import { quotas } from './quotas.ts';
import { mint } from './tokens.ts';

export interface IdentityOptions {
  identitiesFile?: string;
  /** Tokens and quotas are kept here. */
  privateFolder: string;
  /** When the run began (Unix milliseconds), where others may have used the given callers before; absent: nobody has. */
  began?: number;
  layout: Layout;
  /** The most requests that one check may send with one caller. */
  requestBudget: number;
  /** The most tokens that one check may spend with one caller. */
  tokenBudget: number;
  /** Makes callers of our own where those given are too few; absent where the run may not change the cluster. */
  owned?: OwnedCallers;
  gateway(): Promise<Gateway>;
  requestLimits(): Promise<Limits>;
  tokenLimits(): Promise<Limits>;
}

/** The callers as one check sees them. `settle` writes what it really spent. */
export interface CheckIdentities extends Identities {
  settle(): void;
}

const HOW_TO_OWN = 'or let the run make service accounts of its own with --allow-changes';

/** Who asks a server that wants no token. */
const ANYBODY = { name: 'anybody', maasToken: '' };

/** The callers of a server without tiers: those given, with their keys, or nobody in particular. */
function ofPlainServer(callers: readonly Bearer[], [tier]: readonly string[]): Bearer[] {
  return (callers.length === 0 ? [ANYBODY] : callers).map((caller) => ({ ...caller, tier }));
}

function given({ identitiesFile: file, owned, layout }: IdentityOptions): Bearer[] {
  if (layout.plain === true) return ofPlainServer(file === undefined ? [] : readGiven(file), layout.tiers.names);
  if (file === undefined && owned !== undefined) return [];
  if (file === undefined) throw new Inconclusive(`no caller is known; ${HOW_TO_GIVE}, ${HOW_TO_OWN}`);
  try {
    return readGiven(file);
  } catch (error) {
    if (error instanceof IdentitiesFileError) throw new Inconclusive(error.message);
    throw error;
  }
}

const ofTier = (tier: string | undefined): string => (tier === undefined ? '' : ` of tier ${tier}`);

/** Why none of our own is a caller of the tiers. */
function whyNotOwned(tiers: readonly string[], owned: OwnedCallers | undefined): string {
  const reasons = tiers.flatMap((tier) => {
    const why = owned?.whyNot(tier);
    return why === undefined ? [] : [`tier ${tier}: ${why}`];
  });
  return reasons.length === 0 ? '' : `: ${reasons.join('; ')}`;
}

/** Why no caller can be had, and what to give. */
function shortage(
  { tier, requests = USUAL_REQUESTS }: Lease,
  callers: readonly Caller[],
  freeAt: number,
  { owned, layout }: IdentityOptions,
): string {
  if (Number.isFinite(freeAt)) {
    const seconds = Math.ceil((freeAt - Date.now()) / 1_000);
    return `no caller${ofTier(tier)} has ${requests} requests left for another ${seconds} s; give more callers with --identities`;
  }
  const failed = callers.find((caller) => caller.failed !== undefined && (tier ?? caller.tier) === caller.tier)?.failed;
  if (failed !== undefined) return `no caller${ofTier(tier)} has a MaaS token: ${failed}`;
  const why = whyNotOwned(tier === undefined ? layout.tiers.names : [tier], owned);
  return `no caller${ofTier(tier)} is known${why}; ${HOW_TO_GIVE}`;
}

/** The callers of a run. `forCheck` gives a check its view of them; nothing is read or minted before it asks. */
export function identitySource(options: IdentityOptions): { forCheck(): CheckIdentities } {
  const { layout, requestBudget, tokenBudget, owned } = options;
  const known = ledger(options.privateFolder);
  const limits = quotas(options.requestLimits, options.tokenLimits);
  /** Who holds which caller: scenarios run side by side, and none may spend another's quota. */
  const taken = new Map<string, Holdings>();
  const exclusively = mutex();
  let isListening = false;

  const gateway = async (): Promise<Gateway> => {
    const opened = await options.gateway();
    if (!isListening) opened.onUse((identity) => taken.get(identity.name)?.used(identity));
    isListening = true;
    return opened;
  };
  const present = async (): Promise<Caller[]> =>
    callersOf([...given(options), ...(owned?.all() ?? [])], { gateway: await gateway(), layout, known });
  /** Makes one more of a tier. Where one of our own got no token, the next one would get none either. */
  const recruit = async (tier: string, among: readonly Caller[]): Promise<boolean> => {
    const isHopeless = among.some((one) => one.owned && one.tier === tier && one.failed !== undefined);
    return !isHopeless && (await owned?.recruit(tier)) !== undefined;
  };
  const recruitFirst = async (tiers: readonly string[], among: readonly Caller[]): Promise<boolean> => {
    for (const tier of tiers) if (await recruit(tier, among)) return true;
    return false;
  };
  /** Everybody, with one of our own in each tier that has nobody. */
  const callers = async (): Promise<Caller[]> => {
    const all = await present();
    const has = (tier: string): boolean => all.some((one) => one.tier === tier && (one.owned || !one.failed));
    let isMore = false;
    for (const tier of layout.tiers.names) if (!has(tier) && (await recruit(tier, all))) isMore = true;
    return isMore ? await present() : all;
  };

  /** Chooses a caller and holds it, as one step: what two choose at the same time would be one. */
  const pick = (wanted: Lease, held: Holdings, distinct: boolean): Promise<Choice> =>
    exclusively(async () => {
      const isTaken = (name: string): boolean => taken.has(name) && (distinct || taken.get(name) !== held);
      const all = await callers();
      const { began } = options;
      const market = { tiers: layout.tiers.names, quotas: limits, known, began, isHeld: held.has, isTaken };
      let choice = await choose(wanted, { ...market, callers: all });
      // One of our own begins with a whole quota: nobody waits for a window while there may be more of them.
      const tiers = wanted.tier === undefined ? await limits.byRoom(layout.tiers.names, room(wanted)) : [wanted.tier];
      if (!('caller' in choice) && (await recruitFirst(tiers, all))) {
        choice = await choose(wanted, { ...market, callers: await present() });
      }
      if ('caller' in choice) {
        held.hold(choice.caller.name, choice.quota, wanted.requests ?? USUAL_REQUESTS);
        taken.set(choice.caller.name, held);
      }
      return choice;
    });
  const giveBack = (name: string, held: Holdings): void => {
    held.release(name);
    taken.delete(name);
  };
  const demandBudget = ({ requests = USUAL_REQUESTS, tokens = 0 }: Lease): void => {
    if (requests > requestBudget) {
      throw new Inconclusive(
        `${requests} requests of one caller are needed, the request budget is ${requestBudget}; raise it with --request-budget`,
      );
    }
    if (tokens > tokenBudget) {
      throw new Inconclusive(
        `about ${tokens} tokens of one caller are needed, the token budget is ${tokenBudget}; raise it with --token-budget`,
      );
    }
  };

  const lease = async (wanted: Lease, held: Holdings): Promise<Identity> => {
    demandBudget(wanted);
    const began = Date.now();
    for (;;) {
      const choice = await pick(wanted, held, false);
      if ('caller' in choice) {
        const identity = await choice.caller.identity();
        if (identity !== undefined) return identity;
        // Its mint failed, and it counts as failed from now on: look for another one.
        giveBack(choice.caller.name, held);
        continue;
      }
      if (choice.freeAt - began > WAITS.longestWindow)
        throw new Inconclusive(shortage(wanted, await callers(), choice.freeAt, options));
      await pause(Math.max(choice.freeAt - Date.now(), 0));
    }
  };

  return {
    forCheck() {
      const held = holdings(known);
      return {
        tiers: async () => {
          const all = await callers();
          return layout.tiers.names.filter((tier) => all.some((one) => one.tier === tier && one.failed === undefined));
        },
        lease: (wanted = {}) => lease(wanted, held),
        cast: casting({
          demand: demandBudget,
          pick: (wanted) => pick(wanted, held, true),
          giveBack: (name) => giveBack(name, held),
          shortage: async (wanted, freeAt) => shortage(wanted, await callers(), freeAt, options),
        }),
        openshiftToken: async (tier) =>
          openshiftToken(await callers(), tier === undefined ? layout.tiers.names : [tier], owned),
        expiredTokens: () =>
          given(options).flatMap(({ name, expiredMaasToken: token }) => (token === undefined ? [] : [{ name, token }])),
        mint: async (token, body) => mint(await gateway(), layout, token, body),
        settle: () => {
          for (const name of held.names()) taken.delete(name);
          held.settle();
        },
      };
    },
  };
}

function openshiftToken(
  callers: readonly Caller[],
  tiers: readonly string[],
  owned: OwnedCallers | undefined,
): { name: string; tier: string; token: string } {
  for (const tier of tiers) {
    const found = callers.find((caller) => caller.tier === tier && caller.openshiftToken !== undefined);
    if (found?.openshiftToken !== undefined) return { name: found.name, tier, token: found.openshiftToken };
  }
  throw new Inconclusive(
    `no caller${tiers.length === 1 ? ofTier(tiers[0]) : ''} has an OpenShift token${whyNotOwned(tiers, owned)}; ${HOW_TO_GIVE}`,
  );
}
