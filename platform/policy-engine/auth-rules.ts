import { z } from 'zod';
import type { AuthPolicyObject } from '../cluster/kinds/kuadrant.ts';

const MetadataRules = z.record(
  z.string(),
  z.looseObject({ http: z.looseObject({ url: z.string() }).optional().catch(undefined) }),
);
/** What stands for an audience that cannot be read: no token is for it. */
const UNREADABLE = '(unreadable)';
const AuthenticationRules = z.record(
  z.string(),
  z.looseObject({
    kubernetesTokenReview: z
      .looseObject({ audiences: z.array(z.string().catch(UNREADABLE)).nullish().catch([UNREADABLE]) })
      .optional()
      .catch(undefined),
  }),
);

/** The rules of a policy, wherever it has them: its own, as defaults, as overrides. */
const blocksOf = ({ spec }: AuthPolicyObject): Record<string, unknown>[] =>
  [spec.rules, spec.defaults?.rules, spec.overrides?.rules].filter((rules) => rules !== undefined);

/** A question that a policy asks about a caller, by HTTP. */
export interface Lookup {
  /** namespace/name of the policy. */
  policy: string;
  /** The name of the question. */
  name: string;
  url: string;
}

/** Everything that policies ask by HTTP about a caller. */
export function lookupsOf(policies: readonly AuthPolicyObject[]): Lookup[] {
  return policies.flatMap((policy) =>
    blocksOf(policy).flatMap((rules) =>
      Object.entries(MetadataRules.safeParse(rules['metadata'] ?? {}).data ?? {}).flatMap(([name, rule]) => {
        const url = rule.http?.url;
        return url === undefined
          ? []
          : [{ policy: `${policy.metadata.namespace ?? ''}/${policy.metadata.name}`, name, url }];
      }),
    ),
  );
}

/** Those lookups that ask for the caller's tier. */
export const tierLookups = (policies: readonly AuthPolicyObject[]): Lookup[] =>
  lookupsOf(policies).filter(({ name, url }) => /tier/i.test(name) || /\/tiers?\b/.test(url));

/** The audiences by which each review of tokens in a policy accepts them; an empty list stands for the cluster's own. */
export function reviewedAudiences(policy: AuthPolicyObject): string[][] {
  return blocksOf(policy).flatMap((rules) =>
    Object.values(AuthenticationRules.safeParse(rules['authentication'] ?? {}).data ?? {}).flatMap((rule) =>
      rule.kubernetesTokenReview === undefined ? [] : [rule.kubernetesTokenReview.audiences ?? []],
    ),
  );
}
