import { guide } from './guide.ts';
import type { Layout } from './layout.ts';
import type { Observation } from './observation.ts';

/** One difference between what the guide says, what the release deploys, and what is there. */
export interface DriftRow {
  subject: string;
  guide: string;
  release: string;
  observed: string;
}

/** One subject: what a layout says about it, and what was seen; undefined where it could not be. */
interface Subject {
  subject: string;
  says: (layout: Layout) => string;
  seen: (observation: Observation) => string | undefined;
}

const list = (values: readonly string[] | undefined, none = 'none'): string | undefined =>
  values === undefined ? undefined : values.length === 0 ? none : [...new Set(values)].sort().join(', ');

const limits = (values: Record<string, string> | undefined): string | undefined =>
  values === undefined
    ? undefined
    : (list(Object.entries(values).map(([tier, limit]) => `${tier} ${limit}`)) ?? 'none');

const promised = (values: Layout['limits']['tokens']): string =>
  limits(
    Object.fromEntries(
      Object.entries(values ?? {}).map(([tier, { limit, windowSeconds }]) => [tier, `${limit} per ${windowSeconds}s`]),
    ),
  ) ?? 'none';

const kinds = (observation: Observation, wanted: RegExp): string | undefined =>
  list(observation.policies?.filter(({ kind }) => wanted.test(kind)).map(({ kind }) => kind));

const SUBJECTS: readonly Subject[] = [
  {
    subject: 'namespace of maas-api',
    says: (layout) => layout.namespaces.api.join(' or '),
    seen: ({ apiNamespaces }) => list(apiNamespaces),
  },
  {
    subject: 'namespace of the gateway',
    says: (layout) => layout.namespaces.gateway,
    seen: ({ gateways }) => list(gateways?.filter(isMaas).map((gateway) => gateway.namespace)),
  },
  {
    subject: 'class of the gateway',
    says: (layout) => layout.gateway.className ?? NOT_NAMED,
    seen: ({ gateways }) => list(gateways?.filter(isMaas).map((gateway) => gateway.className)),
  },
  {
    subject: 'how the gateway is exposed',
    says: (layout) => (layout.gateway.exposure === 'route' ? 'a Route' : 'a listener’s host name'),
    seen: exposure,
  },
  {
    subject: 'namespace of the limiter',
    says: (layout) => layout.workloads.limitador.namespaces.join(' or '),
    seen: ({ limiterNamespaces }) => list(limiterNamespaces),
  },
  {
    subject: 'key of the tier mapping',
    says: (layout) => layout.tiers.key,
    seen: ({ tierMaps }) => list(tierMaps?.flatMap((map) => map.keys)),
  },
  {
    subject: 'kind of the access policies',
    says: (layout) => layout.policies.authentication.join(', '),
    seen: (observation) => kinds(observation, /^(AuthPolicy|AuthorizationPolicy)$/),
  },
  {
    subject: 'request limits',
    says: (layout) => promised(layout.limits.requests),
    seen: ({ requestLimits }) => limits(requestLimits),
  },
  {
    subject: 'token limits',
    says: (layout) => promised(layout.limits.tokens),
    seen: ({ tokenLimits }) => limits(tokenLimits),
  },
  {
    subject: 'kind of the models',
    says: (layout) => layout.modelKind,
    seen: ({ models }) => list(models && Object.keys(models).filter((kind) => (models[kind] ?? 0) > 0)),
  },
  {
    subject: 'Knative Serving',
    says: (layout) => (layout.absentChecks['knative.serving-ready'] === undefined ? 'installed' : 'not installed'),
    seen: ({ types }) => installed(types?.['knativeservings.operator.knative.dev']),
  },
  {
    subject: 'Service Mesh control plane',
    says: (layout) => (layout.absentChecks['mesh.control-plane-ready'] === undefined ? 'installed' : 'not installed'),
    seen: ({ types }) => installed(types?.['servicemeshcontrolplanes.maistra.io']),
  },
];

const isMaas = ({ name }: { name: string }): boolean => name === guide.gateway.name;

const installed = (known: boolean | undefined): string | undefined =>
  known === undefined ? undefined : known ? 'installed' : 'not installed';

function exposure({ gatewayRoutes, gateways }: Observation): string | undefined {
  if (gatewayRoutes === undefined || gateways === undefined) return undefined;
  if (gatewayRoutes.length > 0) return 'a Route';
  return gateways.filter(isMaas).some((gateway) => gateway.hostnames.length > 0) ? 'a listener’s host name' : 'neither';
}

/**
 * The subjects on which the guide, the release (the layout that is verified against) and the observation do not all
 * agree. Where nothing could be seen, the observation says so. A drift is no defect: the checks judge.
 */
export function drift(observation: Observation, layout: Layout): DriftRow[] {
  return SUBJECTS.map(({ subject, says, seen }) => ({
    subject,
    guide: says(guide),
    release: says(layout),
    observed: seen(observation) ?? 'could not be read',
  })).filter(({ guide: promise, release, observed }) => !agree(promise, release) || !agree(release, observed));
}

const NOT_NAMED = 'not named';

/** A promise of `a or b` is kept by either; one that names nothing by everything. */
const agree = (promise: string, other: string): boolean =>
  promise === other || promise === NOT_NAMED || promise.split(' or ').includes(other);
