import { type RoutedMatch, routedMatches } from '../../../sandbox/gateway/http-routes.ts';
import { authenticationPolicies } from '../../../sandbox/gateway/policies.ts';
import { type Backend, keyOf, type ServiceName } from '../../../sandbox/gateway/services.ts';
import type { World } from '../../../sandbox/world.ts';
import type { RouteContext } from '../route-context.ts';
import { EXT_AUTHZ, RATE_LIMIT } from './filters.ts';
import { rateLimits } from './rate-limits.ts';
import { type Config, typed } from './typed.ts';

/** What of the policies has reached Envoy; all of it by default. */
export interface Programmed {
  /** false: no route asks the authorizer, whatever the policies' status says. */
  authentication?: boolean;
  /** false: the models' routes ask no authorizer, and the API's do. */
  inferenceAuthentication?: boolean;
  /** false: no route asks the limiter. */
  limits?: boolean;
}

export interface RouteParts {
  programmed: Programmed;
  backendOf(service: ServiceName): Backend | undefined;
  /** Namespaces in which models are served. */
  modelNamespaces: string[];
}

/** Names of the route tables: that of the listeners with TLS, and that of those without. */
export const ROUTE_TABLES = { secure: 'secure', plain: 'plain' } as const;

const OF_MODELS = ({ policy }: RouteContext): boolean => policy === 'inference';

/** A route table; `only` says which routes are in it. */
export function routeTable(
  world: World,
  name: string,
  parts: RouteParts,
  only: 'all' | 'models' | 'none' = 'all',
): Config {
  const routes = [...routedMatches(world).map((match) => routeOf(world, match, parts)), ...unknownModels(world, parts)];
  const isIn = (route: Route): boolean => only === 'all' || (only === 'models' && OF_MODELS(route.context));
  return {
    name,
    virtual_hosts: [{ name: 'gateway', domains: ['*'], routes: routes.filter(isIn).map(({ config }) => config) }],
    validate_clusters: false,
  };
}

interface Route {
  context: RouteContext;
  config: Config;
}

function routeOf(world: World, match: RoutedMatch, parts: RouteParts): Route {
  const backend = match.service && parts.backendOf(match.service);
  const context = contextOf(world, match, backend);
  const destination = backend?.kind === 'maas-api' ? 'maas-api' : (context.resource ?? 'unknown');
  const action =
    match.service === undefined || backend === undefined
      ? { direct_response: { status: 500 } }
      : { route: { cluster: keyOf(match.service), ...rewriteOf(match), timeout: '0s' } };
  return {
    context,
    config: {
      name: match.name,
      match: {
        ...(match.path.type === 'Exact' ? { path: match.path.value } : prefixOf(match.path.value)),
        headers: match.headers.map(({ name, value }) => ({ name, string_match: { exact: value } })),
      },
      ...action,
      ...policiesOf(world, context, destination, parts.programmed),
    },
  };
}

/** Which policy covers a route: the guide has one for the API's own paths, and the caller's MaaS token for everything else. */
function contextOf(world: World, { path }: RoutedMatch, backend: Backend | undefined): RouteContext {
  if (backend?.kind === 'model') {
    return { policy: 'inference', namespace: backend.namespace, resource: backend.resource };
  }
  if (backend === undefined) return { policy: 'inference' };
  return { policy: world.installation === 'guide' && path.value.startsWith('/v1') ? 'catalogue' : 'management' };
}

/** Where models are served, an unknown one is refused before its missing route is noticed. */
function unknownModels(world: World, { modelNamespaces, programmed }: RouteParts): Route[] {
  if (world.installation === 'guide') return [];
  const context: RouteContext = { policy: 'inference' };
  return modelNamespaces.map((namespace) => ({
    context,
    config: {
      name: `unknown model of ${namespace}`,
      match: { safe_regex: { regex: `/${namespace}/[^/]+(/.*)?` } },
      direct_response: { status: 404 },
      ...policiesOf(world, context, 'unknown', programmed),
    },
  }));
}

function policiesOf(world: World, context: RouteContext, destination: string, programmed: Programmed): Config {
  const { management, inference } = authenticationPolicies(world);
  const isPolicyThere =
    context.policy === 'management' ? management : inference && programmed.inferenceAuthentication !== false;
  const isProtected = isPolicyThere && programmed.authentication !== false;
  const authorization = typed('envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute', {
    check_settings: { context_extensions: context },
  });
  const isLimited = context.policy === 'inference' && programmed.limits !== false;
  return {
    metadata: { filter_metadata: { maas: { destination } } },
    typed_per_filter_config: {
      ...(isProtected && { [EXT_AUTHZ]: authorization }),
      ...(isLimited && { [RATE_LIMIT]: rateLimits() }),
    },
  };
}

const prefixOf = (value: string): Config =>
  value === '/' ? { prefix: '/' } : { path_separated_prefix: value.replace(/\/$/, '') };

/** As Istio has it: a prefix that goes away leaves one slash, not two. */
function rewriteOf({ path, replacement }: RoutedMatch): Config {
  if (replacement === undefined) return {};
  if (replacement !== '/') return { prefix_rewrite: replacement };
  const literal = path.value.replace(/\/$/, '').replaceAll(/[^\w/-]/g, '\\$&');
  return { regex_rewrite: { pattern: { regex: `^${literal}(/?)(.*)` }, substitution: '/\\2' } };
}
