import { Counter, Gauge, Registry } from 'prom-client';
import type { World } from '../world.ts';

/** Who a call is counted for: what a TelemetryPolicy can make labels of `authorized_*` from. */
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
  const expressions = telemetryExpressions(world);
  const labelNames = ['limitador_namespace', ...Object.keys(expressions)];
  const counter = (name: string, help: string, names: string[]): Counter =>
    new Counter({ name, help, labelNames: names, registers: [registry] });
  const calls = counter('authorized_calls', 'Authorized calls', labelNames);
  const hits = counter('authorized_hits', 'Authorized hits', labelNames);
  const refusals = counter('limited_calls', 'Limited calls', ['limitador_namespace']);
  const gateway = world.objects.all('Gateway').find(({ metadata }) => metadata.name === 'maas-default-gateway');
  const namespace = {
    limitador_namespace: `${gateway?.metadata.namespace ?? (telemetry ? 'openshift-ingress' : 'maas')}/maas-default-gateway`,
  };
  const labelled = (labels: CallLabels): Record<string, string> => ({
    ...namespace,
    ...Object.fromEntries(
      Object.entries(expressions).flatMap(([label, expression]) => {
        const value = labelValue(expression, labels);
        return value === undefined ? [] : [[label, value]];
      }),
    ),
  });
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
      if (limiter.admittedNotInMetrics || count <= 0) return;
      hits.inc(labelled(labels), limiter.hitsInMetricsAsOne ? 1 : count);
    },
    refused() {
      if (!limiter.refusedNotInMetrics) refusals.inc(namespace);
    },
  };
}

/** The labels that an enforced TelemetryPolicy asks for, with their expressions; none from a limiter that knows no labels. */
function telemetryExpressions(world: World): Record<string, string> {
  if (world.behaviour.limiter.knowsNoLabels) return {};
  const policies = world.objects.all('TelemetryPolicy').filter((policy) => {
    const conditions: { type: string; status: string }[] = policy['status']?.conditions ?? [];
    return conditions.some(({ type, status }) => type === 'Enforced' && status === 'True');
  });
  return Object.assign({}, ...policies.map(({ spec }) => spec?.metrics?.default?.labels ?? {}));
}

/** What an expression says of a call: an attribute of it or a text; nothing where it names what is not there. */
function labelValue(expression: string, { tier, model, user }: CallLabels): string | undefined {
  const attributes: Record<string, string> = {
    'auth.identity.tier': tier,
    'auth.identity.userid': user,
    'responseBodyJSON("/model")': model,
  };
  return attributes[expression] ?? /^"([^"]*)"$/.exec(expression)?.[1];
}
