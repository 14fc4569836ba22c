import { z } from 'zod';
import { kindOf, Metadata, type ObjectOf } from './base.ts';

const Texts = z.record(z.string(), z.string()).optional().catch(undefined);

const Patterns = z.array(z.string()).optional().catch(undefined);
const Rule = z.looseObject({
  to: z
    .array(
      z.looseObject({
        operation: z.looseObject({ paths: Patterns, notPaths: Patterns }).optional().catch(undefined),
      }),
    )
    .optional()
    .catch(undefined),
});

/** Istio's AuthorizationPolicy. Istio reports no conditions for it: only its spec can be judged. */
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
