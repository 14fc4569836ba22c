import { managed, type Route, unknownPath } from './routing.ts';

/** The release's routes: /v1/models, /maas-api/* without its prefix, and /<namespace>/<resource>/* to that model. */
export const releaseRoutes: Route = async (world, routing, call) => {
  if (/^\/v1\/models(\/|$)/.test(call.path)) return managed(world, routing, call, call.path);
  const [prefixed, rest = '/'] = /^\/maas-api(\/.*)?$/.exec(call.path) ?? [];
  if (prefixed !== undefined) return managed(world, routing, call, rest);
  const all = routing.models();
  const [, namespace, resource, path = '/'] = /^\/([^/]+)\/([^/]+)(\/.*)?$/.exec(call.path) ?? [];
  if (!all.some((model) => model.namespace === namespace)) return unknownPath(world);
  const model = all.find((candidate) => candidate.namespace === namespace && candidate.resource === resource);
  const response = await routing.infer(call, { model, path });
  return { response, destination: model?.resource ?? 'unknown' };
};
