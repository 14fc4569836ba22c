import { z } from 'zod';
import { durationSeconds } from '../duration.ts';
import type { LoadedRule, Sample, StoredSeries, Target } from './metrics.ts';

/** Numbers come as strings, since JSON has no infinities. */
const NumberText = z.string().transform((text, context) => {
  const value = text === '+Inf' ? Infinity : text === '-Inf' ? -Infinity : Number(text);
  if (Number.isNaN(value) && text !== 'NaN') context.addIssue({ code: 'custom', message: `${text} is no number` });
  return value;
});
const At = z.tuple([z.number(), NumberText]);
const Labels = z.record(z.string(), z.string());

/** What every answer is wrapped in. */
export const Envelope = z.discriminatedUnion('status', [
  z.looseObject({ status: z.literal('success'), data: z.unknown() }),
  z.looseObject({ status: z.literal('error'), errorType: z.string(), error: z.string() }),
]);

/** An instant query's result, as samples. */
export const Samples = z
  .discriminatedUnion('resultType', [
    z.looseObject({
      resultType: z.literal('vector'),
      result: z.array(z.looseObject({ metric: Labels, value: At })),
    }),
    z.looseObject({ resultType: z.literal('scalar'), result: At }),
  ])
  .transform((data): Sample[] => {
    if (data.resultType === 'scalar') return [{ labels: {}, at: data.result[0], value: data.result[1] }];
    return data.result.map(({ metric, value: [at, value] }) => ({ labels: metric, at, value }));
  });

/** The result of a range selector: what is stored, as it is. */
export const Stored = z
  .looseObject({
    resultType: z.literal('matrix'),
    result: z.array(z.looseObject({ metric: Labels, values: z.array(At) })),
  })
  .transform(({ result }): StoredSeries[] => result.map(({ metric, values }) => ({ labels: metric, points: values })));

export const Names = z.array(z.string());

/** The targets that are being scraped. */
export const Targets = z
  .looseObject({
    activeTargets: z.array(
      z.looseObject({
        labels: Labels,
        health: z.enum(['up', 'down', 'unknown']),
        lastError: z.string().default(''),
        lastScrape: z.string().transform((text) => Date.parse(text) / 1000),
        scrapeInterval: z.string().transform(durationSeconds),
      }),
    ),
  })
  .transform(({ activeTargets }): Target[] =>
    activeTargets.map(({ labels, health, lastError, lastScrape, scrapeInterval }) => ({
      job: labels['job'] ?? '',
      instance: labels['instance'] ?? '',
      labels,
      health,
      lastError,
      lastScrape,
      scrapeIntervalSeconds: scrapeInterval,
    })),
  );

/** Rules by group, with the alerts of those that alert. */
export const Rules = z
  .looseObject({
    groups: z.array(
      z.looseObject({
        name: z.string(),
        rules: z.array(
          z.looseObject({
            name: z.string(),
            type: z.enum(['alerting', 'recording']),
            health: z.string(),
            lastError: z.string().optional(),
            alerts: z.array(z.looseObject({ labels: Labels, state: z.string() })).nullish(),
          }),
        ),
      }),
    ),
  })
  .transform(({ groups }): LoadedRule[] =>
    groups.flatMap(({ name: group, rules }) =>
      rules.map(({ name, type: kind, health, lastError, alerts }) => ({
        group,
        name,
        kind,
        ...(health === 'err' ? { trouble: lastError || 'no error given' } : {}),
        firing: (alerts ?? []).filter(({ state }) => state === 'firing').map(({ labels }) => labels),
      })),
    ),
  );
