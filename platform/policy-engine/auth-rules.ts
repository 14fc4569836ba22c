import { z } from 'zod';
import { AuthPolicy, type AuthPolicyObject } from '../cluster/kinds/kuadrant.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import { Inconclusive } from '../outcome.ts';

/** Named rules; each is read for itself, so that one that cannot be read hides no other. */
const Named = z.record(z.string(), z.unknown()).catch({});
/** Where it asks: a URL, or a CEL expression that makes one of the request. */
const Question = z.looseObject({
  http: z.union([z.looseObject({ url: z.string() }), z.looseObject({ urlExpression: z.string() })]),
});
const Review = z.looseObject({
  kubernetesTokenReview: z.looseObject({ audiences: z.array(z.unknown()).nullish().catch(['(no list)']) }),
});

/** The AuthPolicies of some namespaces, out of the one list of them all that other checks read too. */
export async function authPoliciesIn(
  cluster: Pick<ClusterReader, 'list'>,
  namespaces: readonly string[],
): Promise<AuthPolicyObject[]> {
  return (await cluster.list(AuthPolicy)).filter(({ metadata }) => namespaces.includes(metadata.namespace ?? ''));
}

/** The rules of a policy, wherever it has them: its own, as defaults, as overrides. */
export const blocksOf = ({ spec }: AuthPolicyObject): Record<string, unknown>[] =>
  [spec.rules, spec.defaults?.rules, spec.overrides?.rules].filter((rules) => rules !== undefined);

/** A question that a policy asks about a caller, by HTTP. */
export interface Lookup {
  /** namespace/name of the policy. */
  policy: string;
  /** The name of the question. */
  name: string;
  /** The URL, or the expression that makes it. */
  url: string;
}

/** A question whose URL is neither text nor expression: dropped, it would look like none at all. */
function unreadable(rule: unknown, policy: string, name: string): never[] {
  if (rule instanceof Object && 'http' in rule)
    throw new Inconclusive(
      `AuthPolicy ${policy} could not be understood: metadata.${name}.http has no url that is text`,
    );
  return [];
}

/** Everything that policies ask by HTTP about a caller. Throws Inconclusive where one cannot be read. */
function lookupsOf(policies: readonly AuthPolicyObject[]): Lookup[] {
  return policies.flatMap((policy) =>
    blocksOf(policy).flatMap((rules) =>
      Object.entries(Named.parse(rules['metadata'] ?? {})).flatMap(([name, rule]) => {
        const question = Question.safeParse(rule).data;
        const owner = `${policy.metadata.namespace ?? ''}/${policy.metadata.name}`;
        if (question === undefined) return unreadable(rule, owner, name);
        const { http } = question;
        const url = 'url' in http ? String(http.url) : String(http['urlExpression']);
        return [{ policy: owner, name, url }];
      }),
    ),
  );
}

/** Those lookups that ask for the caller's tier. */
export const tierLookups = (policies: readonly AuthPolicyObject[]): Lookup[] =>
  lookupsOf(policies).filter(({ name, url }) => /tier/i.test(name) || /\/tiers?\b/.test(url));

/** The audiences by which each review of tokens in a policy accepts them; undefined: the cluster's own. */
export function reviewedAudiences(policy: AuthPolicyObject): (string[] | undefined)[] {
  return blocksOf(policy).flatMap((rules) =>
    Object.values(Named.parse(rules['authentication'] ?? {})).flatMap((rule) => {
      const review = Review.safeParse(rule).data;
      if (review === undefined) return [];
      const audiences = review.kubernetesTokenReview.audiences ?? [];
      // An entry that is no text is an audience that no token has, not a list that is empty.
      return [audiences.length === 0 ? undefined : audiences.map(String)];
    }),
  );
}
