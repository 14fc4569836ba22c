import type { Layout } from '../../layouts/layout.ts';
import { countedMetrics } from '../../load/metering/counted.ts';
import { type CountersRecord, type MeteredUser, nothingRead } from '../../load/metering/record.ts';
import { type Metering, startMetering } from '../../load/metering/recorder.ts';
import type { Identity } from '../../platform/identities/identities.ts';
import { limiterNames } from '../../platform/metrics/limiter-names.ts';
import type { Metrics } from '../../platform/metrics/metrics.ts';
import { Inconclusive } from '../../platform/outcome.ts';

/** Whom a plan’s users are, tier by tier. */
export type LoadUsers = ReadonlyMap<string, readonly Identity[]>;

/** Reads the platform’s counters around a run; where that is not possible, the record says why. */
export interface Meter {
  finish(signal: AbortSignal, again: (record: CountersRecord) => boolean): Promise<CountersRecord>;
  close(): Promise<void>;
}

/** Which users of the plan a `user` label may mean. */
function labelled(users: LoadUsers): Map<string, MeteredUser[]> {
  const byLabel = new Map<string, MeteredUser[]>();
  for (const [tier, own] of users)
    for (const [user, identity] of own.entries())
      for (const name of new Set(limiterNames(identity)))
        byLabel.set(name, [...(byLabel.get(name) ?? []), { tier, user }]);
  return byLabel;
}

export interface MeterOptions {
  plan: string;
  model: string;
  layout: Layout;
  users: LoadUsers;
  asked: boolean;
  open(): Promise<Metrics>;
}

/** Whatever keeps Prometheus from being read is told with the results: a load run needs no Prometheus. */
export async function meter({ plan, model, layout, users, asked, open }: MeterOptions): Promise<Meter> {
  let metrics: Metrics | undefined;
  let metering: Metering | undefined;
  let trouble = '';
  try {
    metrics = await open();
    const counted = countedMetrics(layout, model);
    metering = await startMetering({ plan, metrics, counted, users: labelled(users), asked });
  } catch (error) {
    if (!(error instanceof Inconclusive)) throw error;
    trouble = error.message;
  }
  return {
    async finish(signal, again) {
      if (metering === undefined) return nothingRead(plan, asked, trouble);
      const interrupted = nothingRead(plan, asked, 'interrupted: the counters were not read after the end');
      if (signal.aborted) return interrupted;
      const ended = new Promise<CountersRecord>((resolve) =>
        signal.addEventListener('abort', () => resolve(interrupted), { once: true }),
      );
      return Promise.race([metering.finish(again), ended]);
    },
    async close() {
      await metrics?.close();
    },
  };
}
