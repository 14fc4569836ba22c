import type { Layout } from '../layout.ts';
import type { Observation, SeenPolicy } from '../observation.ts';
import type { Limits } from './limits.ts';
import { limitsText, promisedLimits, sameLimits } from './limits.ts';
import { listed, NOT_NAMED, type Subject, told } from './subject.ts';

const named = ({ name, namespace }: SeenPolicy): string => `${name} in ${namespace}`;

const authPolicies = ({ policies }: Observation): SeenPolicy[] | undefined =>
  policies?.filter(({ kind }) => kind === 'AuthPolicy');

const ofGateway = (observation: Observation): SeenPolicy[] | undefined =>
  authPolicies(observation)?.filter(({ target }) => target === 'Gateway maas-default-gateway');

/** Those of the API: they are attached to its route. */
const ofApi = (observation: Observation): SeenPolicy[] | undefined =>
  authPolicies(observation)?.filter(({ target }) => target === 'HTTPRoute maas-api-route');

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : url);

const remembered = (caches: Record<string, number>): string =>
  Object.entries(caches)
    .map(([name, seconds]) => `${name} ${seconds} s`)
    .sort()
    .join(', ');

const secondsOf = (text: string): Map<string, number> =>
  new Map([...text.matchAll(/(\w+) (\d+(?:\.\d+)?) s/g)].map(([, name = '', seconds]) => [name, Number(seconds)]));

/** A shorter memory of the same things keeps the promise of a longer one. */
const remembersNoLonger = (said: string, seen: string): boolean => {
  const [promised, kept] = [secondsOf(said), secondsOf(seen)];
  return promised.size === kept.size && [...kept].every(([name, seconds]) => seconds <= (promised.get(name) ?? 0));
};

const limitRow = (
  subject: string,
  measure: 'requests' | 'tokens',
  field: 'requestLimits' | 'tokenLimits',
  consequence: string,
): Subject => ({
  subject,
  from: [field],
  says: ({ limits }: Layout) => limitsText(promisedLimits(limits[measure])),
  seen: (observation) => {
    const seen: Limits | undefined = observation[field];
    return seen && limitsText(seen);
  },
  keeps: sameLimits,
  consequence,
});

/** Policies of the gateway (§1.4). */
export const POLICIES: readonly Subject[] = [
  {
    subject: 'kind of the access policies',
    from: ['policies'],
    says: ({ policies }) => policies.authentication.join(', '),
    seen: ({ policies }) =>
      listed(
        policies?.map(({ kind }) => kind).filter((kind) => kind === 'AuthPolicy' || kind === 'AuthorizationPolicy'),
      ),
    consequence: 'oc get authorizationpolicy -A shows nothing, although access is decided: ask for authpolicy',
  },
  {
    subject: 'access policy of the API',
    from: ['policies'],
    says: (layout) =>
      told({
        guide: NOT_NAMED,
        release: layout.namespaces.api.map((name) => `maas-api-auth-policy in ${name}`).join(' or '),
      })(layout),
    seen: (observation) => listed(ofApi(observation)?.map(named)),
    consequence: 'the guide’s troubleshooting of tokens looks at another kind of policy in another namespace',
  },
  {
    subject: 'audiences that the API takes',
    from: ['policies'],
    says: told({ guide: NOT_NAMED, release: 'https://kubernetes.default.svc, maas-default-gateway-sa' }),
    seen: (observation) =>
      listed(
        ofApi(observation)?.flatMap(({ audiences }) => audiences ?? []),
        'none named',
      ),
    consequence:
      'a MaaS token mints further ones, each with a quota of its own, where its audience is among them (FM-31)',
  },
  {
    subject: 'access policy of the gateway',
    from: ['policies'],
    says: told({ guide: NOT_NAMED, release: 'gateway-auth-policy in openshift-ingress' }),
    seen: (observation) => listed(ofGateway(observation)?.map(named)),
    consequence: 'without it inference needs no token and has no limit: the script leaves it to the operator (FM-21)',
  },
  {
    subject: 'where tiers are looked up',
    from: ['policies'],
    says: (layout) =>
      told({
        guide: NOT_NAMED,
        release: layout.namespaces.api.map((name) => `maas-api.${name}.svc.cluster.local`).join(' or '),
      })(layout),
    seen: (observation) =>
      listed(
        ofGateway(observation)?.flatMap(({ tierLookup }) => (tierLookup === undefined ? [] : [hostOf(tierLookup)])),
        'nowhere',
      ),
    consequence: 'callers have no tier, and so no limit, where that is not the namespace of maas-api (FM-22)',
  },
  {
    subject: 'how long the gateway remembers a caller',
    from: ['policies'],
    says: (layout) => told({ guide: NOT_NAMED, release: remembered(layout.caches) })(layout),
    seen: (observation) =>
      listed(
        ofGateway(observation)?.flatMap(({ caches }) => (caches === undefined ? [] : [remembered(caches)])),
        'not at all',
      ),
    keeps: remembersNoLonger,
    consequence:
      'a revoked token, a new group or a new tier shows only after that time, which the guide does not mention (FM-32)',
  },
  limitRow(
    'request limits',
    'requests',
    'requestLimits',
    'the guide’s test of 15 quick requests is refused after another number than 10, in another window than a minute',
  ),
  limitRow(
    'token limits',
    'tokens',
    'tokenLimits',
    'callers are refused for tokens before the guide’s request limits are reached',
  ),
  {
    subject: 'labels of the limiter’s metrics',
    from: ['policies'],
    says: told({ guide: 'no TelemetryPolicy', release: 'no TelemetryPolicy or user-group', kustomize: 'user-group' }),
    seen: ({ policies }) =>
      listed(
        policies?.filter(({ kind }) => kind === 'TelemetryPolicy').map(({ name }) => name),
        'no TelemetryPolicy',
      ),
    consequence:
      'metrics have user, tier and model only where a TelemetryPolicy adds them: dashboards by tier stay empty without',
  },
  {
    subject: 'network policy of maas-api',
    from: ['networkPolicies'],
    says: told({ guide: 'none', release: 'maas-authorino-allow', kustomize: 'none' }),
    seen: ({ networkPolicies }) => listed(networkPolicies?.map(({ name }) => name)),
    keeps: (said, seen) => said === seen || seen.split(', ').includes(said),
    consequence: 'a policy engine in another namespace than it allows cannot look up tiers (FM-19)',
  },
];
