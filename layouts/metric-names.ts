import { z } from 'zod';
import { readData } from './data-file.ts';

const Name = z.string().regex(/^[a-zA-Z_:][a-zA-Z0-9_:]*$/);
const Label = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/);

const Metric = z.strictObject({
  name: Name,
  type: z.enum(['counter', 'gauge', 'histogram', 'summary']),
  /** Beside those of its family. */
  labels: z.array(Label).default([]),
  /** true: the labels of the layout's telemetry as well. */
  telemetry: z.literal(true).optional(),
});

const Family = z.strictObject({
  component: z.string().min(1),
  /** Names that begin so are this component's. */
  prefixes: z.array(z.string().min(1)).min(1),
  /** true: what begins so and is not listed does not exist. */
  complete: z.boolean(),
  source: z.string().min(1),
  /** Layouts whose release does not expose them, with the evidence. */
  absentIn: z.record(z.string(), z.string()).default({}),
  /** Labels of each of its metrics. */
  labels: z.array(Label).default([]),
  metrics: z.array(Metric).min(1),
});
export type MetricFamily = z.infer<typeof Family>;

const MetricNames = z.strictObject({
  /** Labels that a scrape adds to every series. */
  ofTheScrape: z.array(Label).min(1),
  families: z.array(Family).min(1),
});

/** metric-names.yaml: the metrics that the components of an installation expose, with their labels. */
export const METRIC_NAMES = readData('metric-names.yaml', MetricNames);
