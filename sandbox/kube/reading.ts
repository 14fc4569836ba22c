import type { KubeObject } from '../object.ts';
import { json } from './answers.ts';
import type { Exchange } from './exchange.ts';
import type { Page } from './paging.ts';
import { represent, representation, representList } from './representation.ts';
import { fieldSelector, labelSelector, type Selector } from './selectors.ts';
import { badRequest, notFound, type Subject } from './status-errors.ts';

/** What an error about the exchange's object is about. */
export const subjectOf = ({ type, target }: Pick<Exchange, 'type' | 'target'>, name = target.name): Subject => ({
  group: type.group,
  resource: type.plural,
  kind: type.kind,
  name,
});

/** The label and field selectors of a query, both of which must hold. */
export function selectorOf({ query, type }: Pick<Exchange, 'query' | 'type'>): Selector | undefined {
  const labels = query.get('labelSelector') ?? '';
  const fields = query.get('fieldSelector') ?? '';
  if (labels === '' && fields === '') return undefined;
  const byLabel = labelSelector(labels);
  const byField = fieldSelector(fields, type.kind);
  return (object) => byLabel(object) && byField(object);
}

/** The kind in the store that a resource shows: projects are namespaces under another name. */
const STORED: Record<string, { group: string; kind: string }> = {
  'projects.project.openshift.io': { group: '', kind: 'Namespace' },
  'events.events.k8s.io': { group: '', kind: 'Event' },
};
/** The group and kind under which a resource's objects are kept. */
export const storedAs = ({ group, kind, plural }: Exchange['type']) => STORED[`${plural}.${group}`] ?? { group, kind };

export function storedObjects({ kube, type, target }: Exchange): KubeObject[] {
  const { group, kind } = storedAs(type);
  return kube.world.objects.allOf(group, kind, type.namespaced ? target.namespace : undefined);
}

/** The object that the exchange names. Throws a 404 Status when there is none. */
export function storedObject(exchange: Exchange): KubeObject {
  const { kube, type, target } = exchange;
  const { group, kind } = storedAs(type);
  const object = kube.world.objects.find({
    apiVersion: group === '' ? 'v1' : `${group}/${type.version}`,
    kind,
    name: target.name ?? '',
    namespace: type.namespaced ? target.namespace : undefined,
  });
  if (object === undefined) throw notFound(subjectOf(exchange));
  return object;
}

function limitOf(query: URLSearchParams): number {
  const limit = Number(query.get('limit') || '0');
  if (!Number.isInteger(limit)) throw badRequest(`invalid limit: "${query.get('limit')}"`);
  return limit;
}

function pageOf(exchange: Exchange): Page {
  const { kube, query } = exchange;
  const limit = limitOf(query);
  const token = query.get('continue') ?? '';
  if (token !== '') return kube.pages.next(token, limit);
  const selector = selectorOf(exchange);
  const found = storedObjects(exchange);
  const selected = selector === undefined ? found : found.filter(selector);
  return kube.pages.first(selected, limit, String(kube.world.objects.resourceVersion()));
}

/** Answers a list: one page of it, in the representation asked for. */
export function list(exchange: Exchange): Promise<Response> {
  const { request, query, type } = exchange;
  const page = pageOf(exchange);
  const selected = query.has('labelSelector') || query.has('fieldSelector');
  const metadata = {
    resourceVersion: page.resourceVersion,
    continue: page.continueToken,
    remainingItemCount: selected ? undefined : page.remainingItemCount,
  };
  const form = representation(request.headers.get('accept'));
  return json(request, representList(page.items, type, metadata, form, query.get('includeObject')));
}

/** Answers one object. */
export function get(exchange: Exchange): Promise<Response> {
  const { request, query, type } = exchange;
  const form = representation(request.headers.get('accept'));
  return json(request, represent(storedObject(exchange), type, form, query.get('includeObject')));
}
