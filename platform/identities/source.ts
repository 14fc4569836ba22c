import type { Layout } from '../../layouts/layout.ts';
import type { Gateway } from '../gateway/gateway.ts';
import type { Limits } from '../limits/policies.ts';
import { Inconclusive } from '../outcome.ts';
import { pause, WAITS } from '../waits.ts';
import { type Caller, callersOf } from './callers.ts';
import { choose, USUAL_REQUESTS } from './choice.ts';
import { type GivenIdentity, IdentitiesFileError, readGiven } from './given.ts';
import { type Holdings, holdings } from './holdings.ts';
import type { Identities, Identity, Lease } from './identities.ts';
import { ledger } from './ledger.ts';
import { quotas } from './quotas.ts';
import { mint } from './tokens.ts';

export interface IdentityOptions {
  identitiesFile?: string;
  /** Tokens and quotas are kept here. */
  privateFolder: string;
  layout: Layout;
  /** The most requests that one check may send with one caller. */
  requestBudget: number;
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
  const { layout, requestBudget } = options;
  const known = ledger(options.privateFolder);
  const limits = quotas(options.requestLimits, options.tokenLimits);
  let current: Holdings | undefined;
  let isListening = false;

  const gateway = async (): Promise<Gateway> => {
    const opened = await options.gateway();
    if (!isListening) opened.onUse((identity) => current?.used(identity));
    isListening = true;
    return opened;
  };
  const callers = async (): Promise<Caller[]> => {
    const all = given(options.identitiesFile);
    return callersOf(all, { gateway: await gateway(), layout, known });
  };

  const lease = async (wanted: Lease, held: Holdings): Promise<Identity> => {
    const requests = wanted.requests ?? USUAL_REQUESTS;
    if (requests > requestBudget) {
      throw new Inconclusive(
        `${requests} requests of one caller are needed, the request budget is ${requestBudget}; raise it with --request-budget`,
      );
    }
    const began = Date.now();
    for (;;) {
      const all = await callers();
      const market = { callers: all, tiers: layout.tiers.names, quotas: limits, known, isHeld: held.has };
      const choice = await choose(wanted, market);
      if ('caller' in choice) {
        const identity = await choice.caller.identity();
        // Its mint failed, and it counts as failed from now on: look for another one.
        if (identity === undefined) continue;
        held.hold(choice.caller.name, choice.quota, requests);
        return identity;
      }
      if (choice.freeAt - began > WAITS.longestWindow) throw new Inconclusive(shortage(wanted, all, choice.freeAt));
      await pause(Math.max(choice.freeAt - Date.now(), 0));
    }
  };

  return {
    forCheck() {
      const held = holdings(known);
      current = held;
      return {
        tiers: async () => {
          const all = await callers();
          return layout.tiers.names.filter((tier) => all.some((one) => one.tier === tier && one.failed === undefined));
        },
        lease: (wanted = {}) => lease(wanted, held),
        openshiftToken: async (tier) =>
          openshiftToken(await callers(), tier === undefined ? layout.tiers.names : [tier]),
        mint: async (token, body) => mint(await gateway(), layout, token, body),
        settle: held.settle,
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
