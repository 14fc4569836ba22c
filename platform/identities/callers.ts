import type { Layout } from '../../layouts/layout.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { tokenClaims } from './claims.ts';
import type { Bearer } from './given.ts';
import type { Identity } from './identities.ts';
import type { Ledger } from './ledger.ts';
import { maasToken, NoToken } from './tokens.ts';

/** A caller with its tier. */
export interface Caller {
  name: string;
  /** true: a service account of our own. */
  owned?: boolean;
  /** As the user says, else as its token says; undefined where neither is known. */
  tier?: string;
  openshiftToken?: string;
  /** Why it has no MaaS token. */
  failed?: string;
  /** With its MaaS token, minted at the first need; undefined where that failed. */
  identity(): Promise<Identity | undefined>;
}

interface Means {
  gateway: Gateway;
  layout: Layout;
  known: Ledger;
}

/** Why minting failed, by caller: asked once in a worker, since a mint that fails for one identity fails again. */
const failures = new WeakMap<Ledger, Map<string, string>>();

function failuresOf(known: Ledger): Map<string, string> {
  const found = failures.get(known) ?? new Map<string, string>();
  failures.set(known, found);
  return found;
}

async function tokenOf(given: Bearer, { gateway, layout, known }: Means): Promise<string | undefined> {
  try {
    return await maasToken(gateway, layout, known, given);
  } catch (error) {
    if (!(error instanceof NoToken)) throw error;
    failuresOf(known).set(given.name, error.message);
    return undefined;
  }
}

function tierOf({ tier, maasToken: token, name }: Bearer, { layout, known }: Means): string | undefined {
  if (tier !== undefined) return tier;
  return token === undefined ? known.of(name).tier : tokenClaims(token, layout.token).tier;
}

/** The callers with their tiers; mints for those whose tier only a token can tell. */
export async function callersOf(all: readonly Bearer[], means: Means): Promise<Caller[]> {
  const failed = failuresOf(means.known);
  for (const given of all) {
    const isLearnt = tierOf(given, means) !== undefined || failed.has(given.name);
    if (!isLearnt && given.openshiftToken !== undefined) await tokenOf(given, means);
  }
  return all.map((given) => ({
    name: given.name,
    owned: given.origin === 'owned',
    tier: tierOf(given, means),
    openshiftToken: given.openshiftToken,
    failed: failed.get(given.name),
    identity: async () => {
      const token = await tokenOf(given, means);
      if (token === undefined) return undefined;
      const claims = tokenClaims(token, means.layout.token);
      return {
        name: given.name,
        tier: given.tier ?? claims.tier ?? 'unknown',
        subject: claims.subject,
        maasToken: token,
        openshiftToken: given.openshiftToken,
        origin: given.origin ?? (given.maasToken === undefined ? 'minted' : 'given'),
      };
    },
  }));
}
