import { z } from 'zod';
import { absentOr, Conditions, Count, kindOf, Metadata, type ObjectOf, Text } from './base.ts';

const GROUP = 'kuadrant.io';

const TargetRef = z.looseObject({ group: Text, kind: z.string(), name: z.string(), sectionName: Text });
const Status = absentOr(z.looseObject({ conditions: Conditions, observedGeneration: Count }));

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
      metrics: absentOr(
        z.looseObject({
          default: absentOr(z.looseObject({ labels: absentOr(z.record(z.string(), z.string())) })),
        }),
      ),
    }),
    status: Status,
  }),
);
export type TelemetryPolicyObject = ObjectOf<typeof TelemetryPolicy>;
