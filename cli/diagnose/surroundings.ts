import type { Place } from '../../diagnostics/collect/extra.ts';
import { metricsExtras } from '../../diagnostics/collect/metrics.ts';
import { probeExtra } from '../../diagnostics/collect/probes.ts';
import { trackedRequest } from '../../diagnostics/collect/tracked-request.ts';
import type { Beside } from '../../diagnostics/diagnosis.ts';
import type { Layout } from '../../layouts/layout.ts';
import type { Cluster } from '../../platform/cluster/cluster.ts';
import type { Gateway } from '../../platform/gateway/gateway.ts';
import { openGateway } from '../../platform/gateway/open.ts';
import { callersOf } from '../../platform/identities/callers.ts';
import { givenIn } from '../../platform/identities/given.ts';
import type { Identity } from '../../platform/identities/identities.ts';
import { ledger } from '../../platform/identities/ledger.ts';
import type { Metrics } from '../../platform/metrics/metrics.ts';
import { openMetrics } from '../../platform/metrics/open.ts';
import { Inconclusive } from '../../platform/outcome.ts';
import type { Session } from '../../platform/session.ts';

/** What is asked besides the API server: the gateway, Prometheus, and the model by one request. */
export interface Surroundings {
  beside(place: Place): Beside;
  close(): Promise<void>;
}

/** Opened at the first need, once. */
function lazily<T>(open: () => Promise<T>): { get: () => Promise<T>; opened: () => Promise<T> | undefined } {
  let opened: Promise<T> | undefined;
  return {
    get: () => {
      opened ??= open();
      return opened;
    },
    opened: () => opened,
  };
}

export interface Means {
  target: Session['target'];
  layout: Layout;
  cluster: Cluster;
  privateFolder: string;
}

async function callerOf(gateway: Gateway, { target, layout, privateFolder }: Means): Promise<Identity> {
  const given = givenIn(target.identitiesFile);
  if (given.length === 0) throw new Inconclusive('no caller is given: --identities names some');
  const callers = await callersOf(given.slice(0, 1), { gateway, layout, known: ledger(privateFolder) });
  const identity = await callers[0]?.identity();
  if (identity === undefined) throw new Inconclusive(callers[0]?.failed ?? 'the mint gave no token');
  return identity;
}

export function surroundingsOf(means: Means): Surroundings {
  const { target, layout, cluster } = means;
  const gateway = lazily<Gateway>(() => openGateway(target, layout, cluster));
  const metrics = lazily<Metrics>(() => openMetrics(target, cluster));
  return {
    beside(place) {
      const { extra, heard, path } = trackedRequest(
        {
          gateway: gateway.get,
          metrics: metrics.get,
          caller: async () => callerOf(await gateway.get(), means),
          layout,
        },
        place,
      );
      const extras = [probeExtra(gateway.get, layout, place), ...metricsExtras(metrics.get, layout, place), extra];
      return { extras, lastly: [path], heard };
    },
    async close() {
      for (const one of [gateway.opened(), metrics.opened()])
        await one?.then((open) => open.close()).catch(() => undefined);
    },
  };
}
