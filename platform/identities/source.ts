import type { Layout } from '../../layouts/layout.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { Limits } from '../limits/policies.ts';
import { Inconclusive } from '../outcome.ts';
import { pause, WAITS } from '../waits.ts';
import { type Caller, callersOf } from './callers.ts';
import { casting } from './casting.ts';
import { type Choice, choose, USUAL_REQUESTS } from './choice.ts';
import { type GivenIdentity, IdentitiesFileError, readGiven } from './given.ts';
import { type Holdings, holdings } from './holdings.ts';
import type { Identities, Identity, Lease } from './identities.ts';
import { ledger } from './ledger.ts';
import { mutex } from './mutex.ts';
import { quotas } from './quotas.ts';
import { mint } from './tokens.ts';

export interface IdentityOptions {
  identitiesFile?: string;
  /** Tokens and quotas are kept here. */
  privateFolder: string;
  layout: Layout;
  /** The most requests that one check may send with one caller. */
  requestBudget: number;
  /** The most tokens that one check may spend with one caller. */
  tokenBudget: number;
  gateway(): Promise<Gateway>;
  requestLimits(): Promise<Limits>;
  tokenLimits(): Promise<Limits>;
}

/** The callers as one check sees them. `settle` writes what it really spent. */
export interface CheckIdentities extends Identities {
  settle(): void;
}

const HOW_TO_GIVE = 'give callers with --identities FILE: identities: [{name, tier, openshiftToken}]';

function given(file: string | undefined): GivenIdentity[] {
  if (file === undefined) throw new Inconclusive(`no caller is known; ${HOW_TO_GIVE}`);
  try {
    return readGiven(file);
  } catch (error) {
    if (error instanceof IdentitiesFileError) throw new Inconclusive(error.message);
    throw error;
  }
}

const ofTier = (tier: string | undefined): string => (tier === undefined ? '' : ` of tier ${tier}`);

/** Why no caller can be had, and what to give. */
function shortage({ tier, requests = USUAL_REQUESTS }: Lease, callers: readonly Caller[], freeAt: number): string {
  if (Number.isFinite(freeAt)) {
    const seconds = Math.ceil((freeAt - Date.now()) / 1_000);
    return `no caller${ofTier(tier)} has ${requests} requests left for another ${seconds} s; give more callers with --identities`;
  }
  const failed = callers.find((caller) => caller.failed !== undefined && (tier ?? caller.tier) === caller.tier)?.failed;
  if (failed !== undefined) return `no caller${ofTier(tier)} has a MaaS token: ${failed}`;
  return `no caller${ofTier(tier)} is known; ${HOW_TO_GIVE}`;
}

/** The callers of a run. `forCheck` gives a check its view of them; nothing is read or minted before it asks. */
export function identitySource(options: IdentityOptions): { forCheck(): CheckIdentities } {
  const { layout, requestBudget, tokenBudget } = options;
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
  const callers = async (): Promise<Caller[]> => {
    const all = given(options.identitiesFile);
    return callersOf(all, { gateway: await gateway(), layout, known });
  };

  /** Chooses a caller and holds it, as one step: what two choose at the same time would be one. */
  const pick = (wanted: Lease, held: Holdings, distinct: boolean): Promise<Choice> =>
    exclusively(async () => {
      const isTaken = (name: string): boolean => taken.has(name) && (distinct || taken.get(name) !== held);
      const market = { callers: await callers(), tiers: layout.tiers.names, quotas: limits, known, isHeld: held.has };
      const choice = await choose(wanted, { ...market, isTaken });
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
        throw new Inconclusive(shortage(wanted, await callers(), choice.freeAt));
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
          shortage: async (wanted, freeAt) => shortage(wanted, await callers(), freeAt),
        }),
        openshiftToken: async (tier) =>
          openshiftToken(await callers(), tier === undefined ? layout.tiers.names : [tier]),
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
): { name: string; tier: string; token: string } {
  for (const tier of tiers) {
    const found = callers.find((caller) => caller.tier === tier && caller.openshiftToken !== undefined);
    if (found?.openshiftToken !== undefined) return { name: found.name, tier, token: found.openshiftToken };
  }
  throw new Inconclusive(
    `no caller${tiers.length === 1 ? ofTier(tiers[0]) : ''} has an OpenShift token; ${HOW_TO_GIVE}`,
  );
}
