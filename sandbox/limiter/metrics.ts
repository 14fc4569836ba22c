import { Counter, Gauge, Registry } from 'prom-client';
import type { World } from '../world.ts';

/** Who a call is counted for; only in maas-0.0.2, whose TelemetryPolicy adds these labels to `authorized_*`. */
export interface CallLabels {
  tier: string;
  model: string;
  user: string;
}

/** Limitador's own metrics, with its names: the counters have no `_total`. */
export interface LimiterMetrics {
  admitted(labels: CallLabels): void;
  /** Hits beyond the one that `admitted` adds: an answer's tokens. */
  hits(labels: CallLabels, count: number): void;
  refused(): void;
}

/** Registers the job `limitador`. `limited_calls` appears only after the first refusal, as the real one does. */
export function limiterMetrics(world: World): LimiterMetrics {
  const registry = new Registry();
  world.registries.set('limitador', registry);
  new Gauge({ name: 'limitador_up', help: 'Limitador is running', registers: [registry] }).set(1);
  const telemetry = world.installation === 'maas-0.0.2';
  const labelNames = ['limitador_namespace', ...(telemetry ? ['tier', 'model', 'user'] : [])];
  const counter = (name: string, help: string, names: string[]): Counter =>
    new Counter({ name, help, labelNames: names, registers: [registry] });
  const calls = counter('authorized_calls', 'Authorized calls', labelNames);
  const hits = counter('authorized_hits', 'Authorized hits', labelNames);
  const refusals = counter('limited_calls', 'Limited calls', ['limitador_namespace']);
  const gateway = world.objects.all('Gateway').find(({ metadata }) => metadata.name === 'maas-default-gateway');
  const namespace = {
    limitador_namespace: `${gateway?.metadata.namespace ?? (telemetry ? 'openshift-ingress' : 'maas')}/maas-default-gateway`,
  };
  const labelled = (labels: CallLabels): Record<string, string> =>
    telemetry ? { ...namespace, ...labels } : namespace;
  const { limiter } = world.behaviour;
  // The release asks twice about a request, for its request limit and for its token limit, and each question is a call.
  const asked = telemetry ? 2 : 1;
  return {
    admitted(labels) {
      if (limiter.admittedNotInMetrics) return;
      calls.inc(labelled(labels), limiter.metricStep * asked);
      hits.inc(labelled(labels), limiter.metricStep);
    },
    hits(labels, count) {
      if (!limiter.admittedNotInMetrics && count > 0) hits.inc(labelled(labels), count);
    },
    refused() {
      if (!limiter.refusedNotInMetrics) refusals.inc(namespace);
    },
  };
}
