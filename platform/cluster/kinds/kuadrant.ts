import { z } from 'zod';
import { Conditions, kindOf, Metadata, type ObjectOf } from './base.ts';

const GROUP = 'kuadrant.io';
const Text = z.string().optional().catch(undefined);
const Count = z.number().optional().catch(undefined);

const TargetRef = z.looseObject({ group: Text, kind: z.string(), name: z.string(), sectionName: Text });
const Status = z.looseObject({ conditions: Conditions, observedGeneration: Count }).optional().catch(undefined);

/** A rate: `limit` in `window` (60s, 2m), or in older versions in `duration` times `unit`. */
const Rate = z.looseObject({ limit: z.number(), window: Text, duration: Count, unit: Text });
const Limit = z.looseObject({
  rates: z.array(Rate).default([]),
  when: z.array(z.looseObject({ predicate: Text })).default([]),
  counters: z.array(z.union([z.string(), z.looseObject({ expression: z.string() })])).default([]),
});
const Limits = z.record(z.string(), Limit).optional();
const LimitingPolicy = z.looseObject({
  metadata: Metadata,
  spec: z.looseObject({
    targetRef: TargetRef,
    limits: Limits,
    defaults: z.looseObject({ limits: Limits }).optional(),
    overrides: z.looseObject({ limits: Limits }).optional(),
  }),
  status: Status,
});

export const RateLimitPolicy = kindOf('RateLimitPolicy', GROUP, 'v1', LimitingPolicy);
export const TokenRateLimitPolicy = kindOf('TokenRateLimitPolicy', GROUP, 'v1alpha1', LimitingPolicy);
export type LimitingPolicyObject = ObjectOf<typeof RateLimitPolicy>;

const Rules = z.record(z.string(), z.unknown()).optional();
const RuleBlock = z.looseObject({ rules: Rules }).optional();

export const AuthPolicy = kindOf(
  'AuthPolicy',
  GROUP,
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: z.looseObject({ targetRef: TargetRef, rules: Rules, defaults: RuleBlock, overrides: RuleBlock }),
    status: Status,
  }),
);
export type AuthPolicyObject = ObjectOf<typeof AuthPolicy>;

/** What the limiter's metrics are told beside the namespace: a label, and the expression that it is filled from. */
export const TelemetryPolicy = kindOf(
  'TelemetryPolicy',
  'extensions.kuadrant.io',
  'v1alpha1',
  z.looseObject({
    metadata: Metadata,
    spec: z.looseObject({
      targetRef: TargetRef,
      metrics: z
        .looseObject({
          default: z
            .looseObject({ labels: z.record(z.string(), z.string()).optional().catch(undefined) })
            .optional()
            .catch(undefined),
        })
        .optional()
        .catch(undefined),
    }),
    status: Status,
  }),
);
export type TelemetryPolicyObject = ObjectOf<typeof TelemetryPolicy>;
