import type { Layout } from '../../layouts/layout.ts';
import { type ScrapedWorkload, scrapedWorkloads } from '../../platform/metrics/scraped.ts';
import type { Counts } from './record.ts';

/** A counter of the platform that moves with what a load run sends. */
export interface CountedMetric {
  counts: Counts;
  metric: string;
  perRequest: readonly number[];
  /** Labels that narrow its series down. */
  labels: Readonly<Record<string, string>>;
  /** The pods that expose it; a model's are told by its name alone. */
  workload?: ScrapedWorkload;
}

const GATEWAY_OK = '200';

/** The counters of a release that a load run of this model can be held against. */
export function countedMetrics({ metrics, workloads, ...layout }: Layout, model: string): CountedMetric[] {
  const known = scrapedWorkloads({ metrics, workloads, ...layout });
  const of = (workload: ScrapedWorkload): { workload?: ScrapedWorkload } =>
    known.includes(workload) ? { workload } : {};
  const limitador = of(workloads.limitador);
  const { admitted, refused, countsPerRequest, tokens, gateway } = metrics;
  const ofModel = { labels: { model_name: model }, perRequest: [0] };
  return [
    ...(limitador.workload === undefined
      ? []
      : [
          { counts: 'admitted' as const, metric: admitted, perRequest: [countsPerRequest], labels: {}, ...limitador },
          { counts: 'refused' as const, metric: refused, perRequest: [1], labels: {}, ...limitador },
          ...(tokens === undefined
            ? []
            : [
                {
                  counts: 'tokens' as const,
                  metric: tokens.counter,
                  perRequest: tokens.perRequest,
                  labels: {},
                  ...limitador,
                },
              ]),
        ]),
    {
      counts: 'answers',
      metric: gateway.answers,
      perRequest: [1],
      labels: { [gateway.statusLabel]: GATEWAY_OK },
      ...of(workloads.gateway),
    },
    { counts: 'model-requests', metric: 'vllm:request_success_total', ...ofModel, perRequest: [1] },
    { counts: 'model-prompt', metric: 'vllm:prompt_tokens_total', ...ofModel },
    { counts: 'model-generated', metric: 'vllm:generation_tokens_total', ...ofModel },
  ];
}
