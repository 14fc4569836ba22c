import { parse } from 'yaml';
import { z } from 'zod';
import { kindOf, Metadata, Text, Texts } from './base.ts';

/** A label selector, in objects that select by one. */
export const LabelSelector = z.looseObject({
  matchLabels: Texts,
  matchExpressions: z
    .array(
      z.looseObject({
        key: z.string(),
        operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
        values: z.array(z.string()).optional(),
      }),
    )
    .optional(),
});
export type LabelSelector = z.infer<typeof LabelSelector>;

const NamespaceSelector = z
  .looseObject({ any: z.boolean().optional(), matchNames: z.array(z.string()).optional() })
  .optional();

/** What one endpoint of a monitor asks for: the named port, or a port of the pod. */
const Endpoint = z.looseObject({ port: Text, targetPort: z.union([z.string(), z.number()]).optional(), path: Text });
export type MonitorEndpoint = z.infer<typeof Endpoint>;

export const ServiceMonitor = kindOf(
  'ServiceMonitor',
  'monitoring.coreos.com',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: z.looseObject({
      selector: LabelSelector,
      namespaceSelector: NamespaceSelector,
      endpoints: z.array(Endpoint).default([]),
    }),
  }),
);

export const PodMonitor = kindOf(
  'PodMonitor',
  'monitoring.coreos.com',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: z.looseObject({
      selector: LabelSelector,
      namespaceSelector: NamespaceSelector,
      podMetricsEndpoints: z.array(Endpoint).default([]),
    }),
  }),
);

/** Rules that the Prometheus operator has loaded, by group; a rule is an alert or a record. */
export const PrometheusRule = kindOf(
  'PrometheusRule',
  'monitoring.coreos.com',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: z.looseObject({
      groups: z
        .array(
          z.looseObject({
            name: z.string(),
            rules: z.array(z.looseObject({ alert: Text, record: Text })).default([]),
          }),
        )
        .default([]),
    }),
  }),
);

/** `config.yaml` of cluster-monitoring-config, as text: undefined where it is not YAML of a mapping. */
function settingsOf(text: string | undefined): Record<string, unknown> | undefined {
  try {
    return z.record(z.string(), z.unknown()).safeParse(parse(text ?? '') ?? {}).data;
  } catch {
    return undefined;
  }
}

/** The ConfigMap cluster-monitoring-config: `settings` are undefined where its config.yaml cannot be read. */
export const MonitoringConfig = kindOf(
  'ConfigMap',
  '',
  'v1',
  z
    .looseObject({ metadata: Metadata, data: Texts })
    .transform(({ metadata, data }) => ({ metadata, settings: settingsOf(data?.['config.yaml']) })),
);
