import { z } from 'zod';
import { json } from './answers.ts';
import { body } from './bodies.ts';
import type { Exchange } from './exchange.ts';
import { type Attributes, authorize, type Caller, rulesFor } from './rbac.ts';
import { badRequest } from './status-errors.ts';

const Text = z.string().default('');
const ResourceAttributes = z.object({
  verb: Text,
  group: Text,
  resource: Text,
  subresource: z.string().optional(),
  namespace: z.string().optional(),
  name: z.string().optional(),
});
const AccessSpec = z.object({
  resourceAttributes: ResourceAttributes.nullish(),
  nonResourceAttributes: z.object({ path: Text, verb: Text }).nullish(),
});
const AccessReview = z.object({ spec: AccessSpec });
const SubjectReview = z.object({
  spec: AccessSpec.extend({ user: z.string().optional(), groups: z.array(z.string()).nullish() }),
});
const RulesReview = z.object({ spec: z.object({ namespace: Text }) });
const TokenReview = z.object({ spec: z.object({ token: Text, audiences: z.array(z.string()).nullish() }) });

async function read<T>(exchange: Exchange, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(await body(exchange.request));
  if (parsed.success) return parsed.data;
  throw badRequest(`the body is no ${exchange.type.kind}: ${z.prettifyError(parsed.error)}`);
}

const answer = (exchange: Exchange, fields: object): Promise<Response> => {
  const { group, version, kind } = exchange.type;
  const review = { kind, apiVersion: `${group}/${version}`, metadata: { creationTimestamp: null }, ...fields };
  return json(exchange.request, review, 201);
};

const present = (text: string | undefined): string | undefined => (text === '' ? undefined : text);

/** What a review asks about. An empty namespace means all of them, as in Kubernetes. */
function attributesOf(spec: z.infer<typeof AccessSpec>): Attributes {
  if (spec.resourceAttributes != null) {
    const { subresource, namespace, name, ...rest } = spec.resourceAttributes;
    return { ...rest, subresource: present(subresource), namespace: present(namespace), name: present(name) };
  }
  if (spec.nonResourceAttributes != null) return spec.nonResourceAttributes;
  throw badRequest('spec.resourceAttributes or spec.nonResourceAttributes is required');
}

function access(exchange: Exchange, caller: Caller, spec: z.infer<typeof AccessSpec>): Promise<Response> {
  const { allowed, reason } = authorize(exchange.kube.world.objects, caller, attributesOf(spec));
  return answer(exchange, { spec, status: { allowed, reason: present(reason) } });
}

async function rules(exchange: Exchange): Promise<Response> {
  const { spec } = await read(exchange, RulesReview);
  const held = rulesFor(exchange.kube.world.objects, exchange.identity, spec.namespace);
  const resourceRules = held
    .filter((rule) => rule.resources !== undefined)
    .map(({ verbs, apiGroups, resources, resourceNames }) => ({ verbs, apiGroups, resources, resourceNames }));
  const nonResourceRules = held
    .filter((rule) => rule.nonResourceURLs !== undefined)
    .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs }));
  return answer(exchange, { spec: {}, status: { resourceRules, nonResourceRules, incomplete: false } });
}

async function token(exchange: Exchange): Promise<Response> {
  const { spec } = await read(exchange, TokenReview);
  if (spec.token === '') throw badRequest('token is required for TokenReview in authentication');
  const reviewed = await exchange.kube.world.tokens.review(spec.token, spec.audiences ?? []);
  if (reviewed === undefined) {
    return answer(exchange, { spec, status: { user: {}, error: '[invalid bearer token, token lookup failed]' } });
  }
  const { username, uid, groups, audiences } = reviewed;
  return answer(exchange, { spec, status: { authenticated: true, user: { username, uid, groups }, audiences } });
}

function self(exchange: Exchange): Promise<Response> {
  const { username, uid, groups, extra } = exchange.identity;
  return answer(exchange, { status: { userInfo: { username, uid: present(uid), groups, extra } } });
}

async function subject(exchange: Exchange): Promise<Response> {
  const { spec } = await read(exchange, SubjectReview);
  return access(exchange, { username: spec.user ?? '', groups: spec.groups ?? [] }, spec);
}

const REVIEWS: Record<string, (exchange: Exchange) => Promise<Response>> = {
  SelfSubjectAccessReview: async (exchange) =>
    access(exchange, exchange.identity, (await read(exchange, AccessReview)).spec),
  SelfSubjectRulesReview: rules,
  SelfSubjectReview: self,
  SubjectAccessReview: subject,
  LocalSubjectAccessReview: subject,
  TokenReview: token,
};

/** The review that a kind is: a question in the form of a creation, which changes nothing. */
export const reviewOf = (kind: string): ((exchange: Exchange) => Promise<Response>) | undefined => REVIEWS[kind];
