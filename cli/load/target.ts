import type { Layout } from '../../layouts/layout.ts';
import { LAYOUTS } from '../../layouts/layouts.ts';
import { openaiServer } from '../../layouts/openai-server.ts';
import type { LoadTarget } from '../../load/engine/target.ts';
import type { KnownLimits } from '../../load/plan/compile.ts';
import type { PlannedTier } from '../../load/plan/plan.ts';
import type { Cluster } from '../../platform/cluster/cluster.ts';
import { openCluster } from '../../platform/cluster/open.ts';
import type { Config } from '../../platform/config.ts';
import type { Gateway } from '../../platform/gateway/gateway.ts';
import { openGateway } from '../../platform/gateway/open.ts';
import { callersOf } from '../../platform/identities/callers.ts';
import { givenIn } from '../../platform/identities/given.ts';
import type { Identity } from '../../platform/identities/identities.ts';
import { ledger } from '../../platform/identities/ledger.ts';
import { readLimits } from '../../platform/limits/policies.ts';
import { openMetrics } from '../../platform/metrics/open.ts';
import { listedModels } from '../../platform/models/catalogue.ts';
import type { Session } from '../../platform/session.ts';
import { survey } from '../target/survey.ts';
import { UsageError } from '../usage-error.ts';
import { type LoadUsers, type Meter, meter } from './metering.ts';

/** Where a server without MaaS has OpenAI’s API. Not each of them lists its models. */
const PLAIN_BASE_PATH = '/v1';

/** An installation as a load run has opened it. */
export interface OpenedTarget {
  layout: string;
  /** What the policies allow the users of each tier; none where they cannot be read. */
  limits: KnownLimits;
  /** Where the tiers of a plan send what, and as whom. Throws UsageError where callers or a model are missing. */
  loadTarget(
    tiers: readonly Pick<PlannedTier, 'name' | 'users'>[],
    model: string | undefined,
  ): Promise<{ target: LoadTarget; users: LoadUsers }>;
  /** Begins to read what the platform counts of the plan; undefined where the server promises no counters. */
  meter(plan: string, model: string, users: LoadUsers): Promise<Meter | undefined>;
  close(): Promise<void>;
}

async function limitsOf(cluster: Cluster | undefined, layout: Layout): Promise<KnownLimits> {
  if (cluster === undefined) return new Map();
  const [requests, tokens] = await Promise.all([
    readLimits(cluster, layout, 'requests'),
    readLimits(cluster, layout, 'tokens'),
  ]);
  // What a release only promises is no limit that a limiter could be held to.
  const read = { requests: requests.entries.length > 0, tokens: tokens.entries.length > 0 };
  const tiers = new Set([...requests.byTier.keys(), ...tokens.byTier.keys()]);
  return new Map(
    [...tiers].map((tier) => {
      const [byRequest, byToken] = [requests.byTier.get(tier), tokens.byTier.get(tier)];
      return [
        tier,
        {
          ...(read.requests && byRequest && { requests: { limit: byRequest.limit, windowMs: byRequest.windowMs } }),
          ...(read.tokens && byToken && { tokens: { limit: byToken.limit, windowMs: byToken.windowMs } }),
        },
      ];
    }),
  );
}

/** Callers of the tier with their tokens, as many as it has users. */
async function usersOf(
  { name, users }: Pick<PlannedTier, 'name' | 'users'>,
  callers: Awaited<ReturnType<typeof callersOf>>,
): Promise<Identity[]> {
  const own = callers.filter(({ tier }) => tier === name);
  if (own.length < users)
    throw new UsageError(
      `tier ${name} has ${users} users in the profile, and ${own.length} callers: give more with --identities, or lower tiers[].users`,
    );
  const found: Identity[] = [];
  // One after the other: minting is not what is to be loaded.
  for (const caller of own.slice(0, users)) {
    const identity = await caller.identity();
    if (identity === undefined)
      throw new UsageError(`caller ${caller.name} gets no MaaS token: ${caller.failed ?? 'the mint refused'}`);
    found.push(identity);
  }
  return found;
}

async function modelFor(gateway: Gateway, layout: Layout, as: Identity, wanted: string | undefined) {
  const models = await listedModels(gateway, layout, as);
  const found = wanted === undefined ? models[0] : models.find(({ id }) => id === wanted);
  if (found !== undefined) return found;
  const listed = models.length === 0 ? 'none is listed' : `there are ${models.map(({ id }) => id).join(', ')}`;
  throw new UsageError(
    wanted === undefined ? 'no model is served: there is nothing to load' : `no model "${wanted}" is served: ${listed}`,
  );
}

/** Users of a server without MaaS: its keys in the order in which they were given; without a key where none was. */
function plainUsers({ users }: Pick<PlannedTier, 'users'>, config: Config): Identity[] {
  const given = givenIn(config.identities);
  return Array.from({ length: users }, (_, at) => ({
    name: given[at]?.name ?? `user-${at + 1}`,
    tier: '',
    maasToken: given[at % Math.max(1, given.length)]?.maasToken ?? '',
    origin: 'given',
  }));
}

/** Looks at the installation, and opens what a load run needs of it. Throws UsageError or Inconclusive. */
export async function openLoadTarget(
  config: Config,
  target: Session['target'],
  privateFolder: string,
): Promise<OpenedTarget> {
  const seen = await survey(config, target, privateFolder);
  const layout = LAYOUTS.get(seen.layout?.name ?? '');
  if (seen.untestable !== undefined || layout === undefined) {
    await seen.close();
    throw new UsageError(seen.untestable ?? 'the layout of this installation cannot be told: give --layout');
  }
  const isPlain = layout.name === openaiServer.name;
  const cluster = seen.cluster ?? openCluster({ target, privateFolder });
  const gateway = await openGateway(target, layout, cluster);
  return {
    layout: layout.name,
    limits: await limitsOf(seen.cluster, layout),
    async loadTarget(tiers, model) {
      const means = { gateway, layout, known: ledger(privateFolder) };
      const callers = isPlain ? [] : await callersOf(givenIn(config.identities), means);
      const users: [string, Identity[]][] = [];
      for (const tier of tiers)
        users.push([tier.name, isPlain ? plainUsers(tier, config) : await usersOf(tier, callers)]);
      const first = users.flatMap(([, own]) => own)[0];
      if (first === undefined) throw new UsageError('the profile has no users');
      const wanted = model ?? config.models[0];
      const { id, basePath } =
        isPlain && wanted !== undefined
          ? { id: wanted, basePath: PLAIN_BASE_PATH }
          : await modelFor(gateway, layout, first, wanted);
      const sendTo: LoadTarget = {
        baseUrl: new URL(`${basePath}/`, gateway.url).href,
        model: id,
        ...(target.caFile !== undefined && { caFile: target.caFile }),
        insecureSkipTlsVerify: target.insecureSkipTlsVerify,
        tokens: Object.fromEntries(users.map(([tier, own]) => [tier, own.map(({ maasToken }) => maasToken)])),
      };
      return { target: sendTo, users: new Map(users) };
    },
    async meter(plan, servedModel, users) {
      const asked = target.prometheusUrl !== undefined;
      if (isPlain || (seen.cluster === undefined && !asked)) return undefined;
      return meter({ plan, model: servedModel, layout, users, asked, open: () => openMetrics(target, cluster) });
    },
    async close() {
      await gateway.close();
      await seen.close();
    },
  };
}
