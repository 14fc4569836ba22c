import { tierLimits } from '../../../fixtures/limits.ts';
import { type Played, played } from '../../../fixtures/scenarios/played.ts';
import type { Means, Scenario } from '../../../fixtures/scenarios/scenario.ts';
import type { Layout } from '../../../layouts/layout.ts';
import type { Identity, Lease } from '../../../platform/identities/identities.ts';
import type { Models } from '../../../platform/models/models.ts';
import type { Session } from '../../../platform/session.ts';
import type { World } from '../../../sandbox/world.ts';
import { memoryCluster } from '../../selftest/in-process/memory-cluster.ts';
import { chance } from './chance.ts';
import { simulatedGateway } from './simulated-gateway.ts';
import { inVirtualTime } from './virtual-time.ts';

export interface Setting {
  world: World;
  layout: Layout;
  /** The most milliseconds that one direction between client and limiter takes; from 0 on, all alike likely. */
  jitterMs: number;
  /** Decides every draw. */
  seed: string;
}

const never = async (): Promise<never> => {
  throw new Error('a simulated scenario has callers, a model and a limiter, nothing else');
};
const noDisruption = (): never => {
  throw new Error('a simulated scenario has nothing to stop');
};
const MODELS: Models = {
  served: never,
  alsoServed: never,
  any: never,
  client: () => {
    throw new Error('a simulated scenario has no SDK');
  },
  deviation: never,
  hanging: never,
  simulator: never,
  saw: never,
};
const MODEL = { id: 'simulated', basePath: '/v1' };

function sessionOf(layout: Layout): Session {
  return {
    runId: 'simulated',
    privateFolder: '/nowhere',
    target: { kind: 'live', insecureSkipTlsVerify: false },
    layout: { name: layout.name, evidence: [] },
    checks: [],
    models: [],
    allowChanges: false,
    allowDisruption: false,
    // As an operator gives them who wants every tier's limit proven.
    requestBudget: 2_000,
    tokenBudget: 10_000,
  };
}

/** A caller for each role, whom nobody else is. */
const callers =
  (roles: Record<string, Lease>) =>
  (role: string): Identity => ({ name: role, tier: roles[role]?.tier ?? 'free', maasToken: '', origin: 'given' });

/**
 * Plays a check's own scenario against the sandbox's limiter, both as they are, in virtual time: with real windows, and a
 * client whose requests take a random time to and fro.
 */
export async function play(scenario: Scenario, { world, layout, jitterMs, seed }: Setting): Promise<Played> {
  const draw = chance(seed);
  const tiers = layout.tiers.names;
  const cluster = memoryCluster(world);
  // Each play starts with counters of its own, and with metrics of its own.
  const fresh = { ...world, registries: new Map() };
  // Windows may be aligned to the clock: a play begins at any time of the day.
  return inVirtualTime(async () => {
    const means: Means = {
      cluster,
      gateway: simulatedGateway(fresh, { latency: () => draw() * jitterMs }),
      models: MODELS,
      limits: tierLimits(cluster, layout, { tiers: async () => tiers }, () => undefined),
      layout,
      session: sessionOf(layout),
      tiers,
      model: async () => MODEL,
      mint: never,
      disruption: noDisruption,
    };
    return played(async () => scenario.play(means, callers(await scenario.roles(means))));
  }, draw() * 86_400_000);
}
