import type { PrometheusBehaviour } from './behaviour.ts';
import type { ExposedSample } from './exposition.ts';
import { NAME } from './labels.ts';

/** What is stored of what was scraped: everything, unless a fault has it otherwise. */
export function ingested(behaviour: PrometheusBehaviour, samples: ExposedSample[]): ExposedSample[] {
  return samples
    .filter(({ labels }) => !behaviour.droppedMetrics.includes(labels[NAME] ?? ''))
    .map(({ labels, value }) => ({ labels, value: value * (behaviour.scaledMetrics[labels[NAME] ?? ''] ?? 1) }));
}
