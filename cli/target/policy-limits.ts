import { z } from 'zod';

const Limit = z.object({
  rates: z.array(z.object({ limit: z.number(), window: z.string() })).min(1),
  when: z.array(z.object({ predicate: z.string() })).default([]),
});
const Spec = z.object({
  limits: z.record(z.string(), Limit).optional(),
  defaults: z.object({ limits: z.record(z.string(), Limit) }).optional(),
  overrides: z.object({ limits: z.record(z.string(), Limit) }).optional(),
});

const UNIT_SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600 };

/** `60s` and `1m` are the same window: both as `60s`. What is no window stays as it is. */
function window(text: string): string {
  const parts = [...text.matchAll(/(\d+)(s|m|h)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== text) return text;
  return `${parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNIT_SECONDS[unit ?? 's'] ?? 1), 0)}s`;
}

/** The tier that a limit is for: the one its condition compares with, or the first word of its name. */
function tierOf(name: string, limit: z.infer<typeof Limit>): string {
  const compared = limit.when.flatMap(({ predicate }) => /tier\s*==\s*["']([^"']+)["']/.exec(predicate)?.[1] ?? []);
  return compared[0] ?? name.split('-')[0] ?? name;
}

/** The limits of RateLimitPolicies or TokenRateLimitPolicies by tier, as `10 per 60s`, for a reader. */
export function policyLimits(specs: readonly unknown[] | undefined): Record<string, string> | undefined {
  if (specs === undefined) return undefined;
  const limits = specs.flatMap((spec) => {
    const { limits, defaults, overrides } = Spec.safeParse(spec).data ?? {};
    return Object.entries(limits ?? overrides?.limits ?? defaults?.limits ?? {});
  });
  return Object.fromEntries(
    limits.map(([name, limit]) => [
      tierOf(name, limit),
      limit.rates.map((rate) => `${rate.limit} per ${window(rate.window)}`).join(' and '),
    ]),
  );
}
