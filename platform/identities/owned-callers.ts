import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Layout } from '../../layouts/layout.ts';
import { Namespace } from '../cluster/kinds/core.ts';
import type { LiveCluster } from '../cluster/live.ts';
import { canI } from '../cluster/permission-text.ts';
import { clusterReader } from '../cluster/reader.ts';
import { requestToken } from '../cluster/token-request.ts';
import { Inconclusive, Violation } from '../outcome.ts';
import type { Owned } from '../owned.ts';
import { writePrivateFile } from '../private-file.ts';
import { register } from '../redact.ts';
import { tierMapping } from '../tiers/find.ts';
import type { MappedTier } from '../tiers/mapping.ts';
import { WAITS } from '../waits.ts';
import type { Bearer } from './given.ts';
import { mutex } from './mutex.ts';
import { namespacesForTier } from './service-account-tiers.ts';

/**
 * Service accounts of our own as callers. Which tier one is in follows from its namespace and the mapping as the
 * administrator has it; a tier that no service account is in needs a caller that is given.
 */
export interface OwnedCallers {
  /** Those that this run has made. */
  all(): Bearer[];
  /** Makes one more of a tier; undefined where there are enough, or `whyNot` says why there can be none. */
  recruit(tier: string): Promise<Bearer | undefined>;
  whyNot(tier: string): string | undefined;
}

/** As many as the scenarios of one tier hold at once, with a few for checks beside them. Above it, one waits for a window. */
const MOST_OF_A_TIER = 32;

const File = z.object({
  callers: z.array(z.object({ name: z.string(), tier: z.string(), openshiftToken: z.string() })),
  refused: z.record(z.string(), z.string()),
  namespaceMade: z.boolean(),
});
type File = z.infer<typeof File>;

/** What has been made, in the private folder: a restarted worker goes on with it, and the end of the run speaks for them. */
function kept(privateFolder: string) {
  const file = join(privateFolder, 'owned-callers.json');
  const read = (): File => {
    try {
      return File.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      return { callers: [], refused: {}, namespaceMade: false };
    }
  };
  return { read, write: (state: File): void => writePrivateFile(file, JSON.stringify(state)) };
}

const bearers = ({ callers }: File): Bearer[] => {
  register(...callers.map(({ openshiftToken }) => openshiftToken));
  return callers.map((caller) => ({ ...caller, origin: 'owned' as const }));
};

/** The owned callers of a run, as written down by whichever process made them. */
export const ownedCallersIn = (privateFolder: string): Bearer[] => bearers(kept(privateFolder).read());

export interface OwnedCallersOptions {
  cluster: LiveCluster;
  owned: Owned;
  layout: Layout;
  runId: string;
  privateFolder: string;
}

/** Makes callers of a run, one after the other. */
export function ownedCallers({ cluster, owned, layout, runId, privateFolder }: OwnedCallersOptions): OwnedCallers {
  const file = kept(privateFolder);
  let state = file.read();
  const change = (changed: Partial<File>): void => {
    state = { ...state, ...changed };
    file.write(state);
  };
  const exclusively = mutex();
  const ownNamespace = `maas-verify-callers-${runId}`;
  let mapped: Promise<MappedTier[]> | undefined;

  const placeOf = async (namespace: string): Promise<void> => {
    if (namespace === ownNamespace) {
      if (state.namespaceMade) return;
      await owned.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
      change({ namespaceMade: true });
      return;
    }
    const found = await cluster.get(Namespace, namespace);
    if (found.kind === 'found') return;
    if (found.kind === 'forbidden')
      throw new Inconclusive(`not allowed to look; missing permission: ${canI(found.permission)}`);
    // maas-api makes it with the tier's first token: it is not ours to make.
    throw new Inconclusive(found.kind === 'unreachable' ? found.reason : 'the namespace does not exist yet');
  };
  const makeIn = async (namespace: string, tier: string): Promise<Bearer> => {
    await placeOf(namespace);
    const number = state.callers.length + 1;
    const account = `maas-verify-${runId}-${number}`;
    await owned.create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: account, namespace } });
    // Until the end of the longest run: the account is deleted at the end of this one, and its tokens with it.
    const lifetimeMs = WAITS.run + WAITS.tokenSpare;
    const { token } = await requestToken(cluster, { namespace, name: account, lifetimeMs });
    const made = { name: `owned-${tier}-${number}`, tier, openshiftToken: token };
    change({ callers: [...state.callers, made] });
    return { ...made, origin: 'owned' };
  };
  const make = async (tier: string): Promise<Bearer> => {
    mapped ??= mappedTiers(cluster, layout);
    const tiers = await mapped;
    const reasons: string[] = [];
    for (const namespace of namespacesForTier(tier, tiers, layout, ownNamespace)) {
      try {
        return await makeIn(namespace, tier);
      } catch (error) {
        if (!(error instanceof Inconclusive)) throw error;
        reasons.push(`${namespace}: ${error.message}`);
      }
    }
    if (reasons.length > 0) throw new Inconclusive(`no service account could be made (${reasons.join('; ')})`);
    const groups = tiers.find(({ name }) => name === tier)?.groups.join(', ') || 'none';
    throw new Inconclusive(`no service account is in it (its groups: ${groups})`);
  };

  return {
    all: () => bearers(state),
    recruit: (tier) =>
      exclusively(async () => {
        const enough = state.callers.filter((caller) => caller.tier === tier).length >= MOST_OF_A_TIER;
        if (enough || state.refused[tier] !== undefined) return undefined;
        try {
          return await make(tier);
        } catch (error) {
          if (!(error instanceof Inconclusive)) throw error;
          change({ refused: { ...state.refused, [tier]: error.message } });
          return undefined;
        }
      }),
    whyNot: (tier) => state.refused[tier],
  };
}

/** The tiers with their groups. A mapping that is missing or wrong is another check's to judge: the layout's lowest tier is everybody's. */
async function mappedTiers(cluster: LiveCluster, layout: Layout): Promise<MappedTier[]> {
  const promised = layout.tiers.names.map((name, level) => ({
    name,
    level,
    groups: level === 0 ? ['system:authenticated'] : [],
  }));
  try {
    const mapping = await tierMapping(clusterReader(cluster), layout);
    return mapping === undefined || mapping.tiers.length === 0 ? promised : mapping.tiers;
  } catch (error) {
    if (error instanceof Violation) return promised;
    throw error;
  }
}
