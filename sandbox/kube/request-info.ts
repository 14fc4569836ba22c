import { selectedName } from './selectors.ts';

/** What a request of a resource asks for, as authorisation sees it. */
export interface ResourceRequest {
  verb: string;
  group: string;
  version: string;
  resource: string;
  subresource?: string;
  namespace?: string;
  name?: string;
}

/** A request of a resource, or of another path. */
export type RequestInfo = { resource: ResourceRequest } | { path: string; verb: string };

function verbOf(method: string, query: URLSearchParams, name: string | undefined): string {
  if (method === 'GET' || method === 'HEAD') {
    if (['1', 'true'].includes(query.get('watch') ?? '')) return 'watch';
    return name === undefined ? 'list' : 'get';
  }
  if (method === 'DELETE') return name === undefined ? 'deletecollection' : 'delete';
  return { POST: 'create', PUT: 'update', PATCH: 'patch' }[method] ?? method.toLowerCase();
}

/** The parts after the version: `[namespaces/NS/]RESOURCE[/NAME[/SUBRESOURCE]]`. */
function place(parts: string[]): Pick<ResourceRequest, 'resource' | 'namespace' | 'name' | 'subresource'> {
  const [first = '', second, third] = parts;
  const isSubresource = third === 'status' || third === 'finalize';
  if (first === 'namespaces' && third !== undefined && !isSubresource) {
    const [, namespace, resource = '', name, ...subresource] = parts;
    return { resource, namespace, name, subresource: subresource.join('/') || undefined };
  }
  const subresource = parts.slice(2).join('/') || undefined;
  // A namespace lies in itself, so that a Role in it can allow to read it.
  return { resource: first, namespace: first === 'namespaces' ? second : undefined, name: second, subresource };
}

/** Reads a request's method and URL as the API server does. */
export function requestInfo(method: string, url: URL): RequestInfo {
  const parts = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  const core = parts[0] === 'api' && parts.length > 2;
  const grouped = parts[0] === 'apis' && parts.length > 3;
  if (!core && !grouped) return { path: url.pathname, verb: method === 'HEAD' ? 'head' : method.toLowerCase() };
  const [group = '', version = ''] = core ? ['', parts[1]] : parts.slice(1);
  const where = place(parts.slice(core ? 2 : 3));
  const verb = verbOf(method, url.searchParams, where.name);
  const name = where.name ?? selectedName(url.searchParams.get('fieldSelector') ?? '');
  return { resource: { ...where, verb, group, version, name: ['list', 'watch'].includes(verb) ? name : where.name } };
}
