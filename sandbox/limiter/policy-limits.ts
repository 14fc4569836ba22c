import { z } from 'zod';
import type { KubeObject, ObjectStore } from '../object.ts';
import type { Attributes } from './attributes.ts';
import { durationMs, unitMs } from './duration.ts';
import { expression } from './expression.ts';
import { ExpressionError } from './expression-lexemes.ts';

const Rate = z.object({
  limit: z.number().int().nonnegative(),
  window: z.string().optional(),
  duration: z.number().optional(),
  unit: z.string().optional(),
});

const Limits = z.record(
  z.string(),
  z.object({
    rates: z.array(Rate).default([]),
    when: z.array(z.object({ predicate: z.string() })).default([]),
    counters: z.array(z.union([z.string(), z.object({ expression: z.string() })])).default([]),
  }),
);

/** One rate of one limit of a policy. */
export interface PolicyLimit {
  /** Names it among all limits: kind, policy, limit and rate. */
  key: string;
  name: string;
  /** Which of the limit's rates it is, from 0. */
  rate: number;
  limit: number;
  windowMs: number;
  /**
   * Whose hits are added up for a request, as one text; undefined where the limit does not apply to it. A predicate or
   * counter over an attribute that the request lacks makes the limit not apply, as Kuadrant's shim does (FM-59).
   */
  counter(attributes: Attributes): string | undefined;
}

/** The limits of every policy of a kind, read anew from the cluster's objects: an edited policy counts at once. */
export function policyLimits(objects: ObjectStore, kind: 'RateLimitPolicy' | 'TokenRateLimitPolicy'): PolicyLimit[] {
  return objects.all(kind).flatMap((policy) => limitsOf(policy));
}

function limitsOf(policy: KubeObject): PolicyLimit[] {
  const spec = policy['spec'];
  const limits = Limits.safeParse(spec?.limits ?? spec?.defaults?.limits ?? spec?.overrides?.limits ?? {});
  if (!limits.success) return [];
  return Object.entries(limits.data).flatMap(([name, { rates, when, counters }]) =>
    rates.flatMap((rate, index) => {
      const windowMs =
        rate.window === undefined ? unitMs(rate.duration ?? 0, rate.unit ?? '') : durationMs(rate.window);
      if (windowMs === undefined) return [];
      const predicates = when.map(({ predicate }) => predicate);
      const counted = counters.map((counter) => (typeof counter === 'string' ? counter : counter.expression));
      return [
        {
          key: `${policy.kind}/${policy.metadata.namespace ?? ''}/${policy.metadata.name}/${name}/${index}`,
          name,
          rate: index,
          limit: rate.limit,
          windowMs,
          counter: (attributes: Attributes) => counterOf(predicates, counted, attributes),
        },
      ];
    }),
  );
}

function counterOf(predicates: string[], counters: string[], attributes: Attributes): string | undefined {
  try {
    if (!predicates.every((predicate) => expression(predicate)(attributes) === true)) return undefined;
    return JSON.stringify(counters.map((counter) => expression(counter)(attributes)));
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}
