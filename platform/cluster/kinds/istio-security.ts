import { z } from 'zod';
import { kindOf, Metadata, type ObjectOf, Texts } from './base.ts';

const Patterns = z.array(z.string()).optional();
const Rule = z.looseObject({
  from: z.array(z.looseObject({})).optional(),
  when: z.array(z.looseObject({})).optional(),
  to: z
    .array(z.looseObject({ operation: z.looseObject({ paths: Patterns, notPaths: Patterns }).optional() }))
    .optional(),
});

/**
 * Istio's AuthorizationPolicy. Istio reports no conditions for it: only its spec can be judged. It decides who gets in, so
 * one that cannot be read whole is not judged at all.
 */
export const AuthorizationPolicy = kindOf(
  'AuthorizationPolicy',
  'security.istio.io',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: z
      .looseObject({
        selector: z.looseObject({ matchLabels: Texts }).optional(),
        targetRefs: z.array(z.looseObject({ kind: z.string(), name: z.string() })).optional(),
        action: z.string().optional(),
        rules: z.array(Rule).optional(),
        provider: z.looseObject({ name: z.string() }).optional(),
      })
      .optional(),
  }),
  { plural: 'authorizationpolicies' },
);
export type AuthorizationPolicyObject = ObjectOf<typeof AuthorizationPolicy>;
