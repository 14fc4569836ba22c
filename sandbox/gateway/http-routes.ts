import { z } from 'zod';
import { places } from '../edits/places.ts';
import type { KubeObject } from '../object.ts';
import type { World } from '../world.ts';
import type { ServiceName } from './services.ts';

const PathMatch = z.object({ type: z.enum(['PathPrefix', 'Exact']), value: z.string() });
const HeaderMatch = z.object({ name: z.string(), value: z.string() });
const Filter = z.looseObject({
  urlRewrite: z
    .looseObject({ path: z.looseObject({ replacePrefixMatch: z.string().optional() }).optional() })
    .optional(),
});
const BackendRef = z.looseObject({ name: z.string(), namespace: z.string().optional() });
const Rule = z.looseObject({
  matches: z
    .array(z.looseObject({ path: PathMatch.optional(), headers: z.array(HeaderMatch).default([]) }))
    .default([{ headers: [] }]),
  filters: z.array(Filter).default([]),
  backendRefs: z.array(BackendRef).default([]),
});
const ParentRef = z.looseObject({
  kind: z.string().default('Gateway'),
  name: z.string(),
  namespace: z.string().optional(),
});
const Spec = z.looseObject({ parentRefs: z.array(ParentRef).default([]), rules: z.array(Rule).default([]) });

/** One match of one rule of an HTTPRoute, with what is done to what it matches. */
export interface RoutedMatch {
  /** Names the route and its rule. */
  name: string;
  path: z.infer<typeof PathMatch>;
  headers: z.infer<typeof HeaderMatch>[];
  /** What stands in the path in place of the prefix that was matched. */
  replacement?: string;
  /** Absent where the rule names none. */
  service?: ServiceName;
}

/** The matches of all routes that are attached to the gateway, in the order in which Gateway API lets them match. */
export function routedMatches(world: World): RoutedMatch[] {
  const gateway = places(world).gateway;
  const matches = world.objects.all('HTTPRoute').flatMap((route) => {
    const spec = Spec.safeParse(route['spec']).data;
    const isAttached = spec?.parentRefs.some(
      ({ kind, name, namespace = route.metadata.namespace }) =>
        kind === 'Gateway' && name === gateway.name && namespace === gateway.namespace,
    );
    return isAttached === true ? (spec?.rules ?? []).flatMap((rule, index) => matchesOf(route, rule, index)) : [];
  });
  return matches.sort(byPrecedence);
}

function matchesOf({ metadata }: KubeObject, rule: z.infer<typeof Rule>, index: number): RoutedMatch[] {
  const { namespace = '', name } = metadata;
  const [backend] = rule.backendRefs;
  const [replacement] = rule.filters.flatMap(({ urlRewrite }) => urlRewrite?.path?.replacePrefixMatch ?? []);
  return rule.matches.map(({ path = { type: 'PathPrefix' as const, value: '/' }, headers }) => ({
    name: `${namespace}/${name}/${index}`,
    path,
    headers,
    replacement,
    service: backend && { name: backend.name, namespace: backend.namespace ?? namespace },
  }));
}

/** An exact path comes first, then the longest prefix, then the most headers; of equals, the one that was there before. */
function byPrecedence(a: RoutedMatch, b: RoutedMatch): number {
  const isExact = ({ path }: RoutedMatch): number => Number(path.type === 'Exact');
  return isExact(b) - isExact(a) || b.path.value.length - a.path.value.length || b.headers.length - a.headers.length;
}
