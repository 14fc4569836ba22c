import type { World } from '../world.ts';
import type { Call } from './call.ts';
import { forwarded } from './call.ts';
import { routedMatches } from './http-routes.ts';
import { refused } from './replies.ts';
import { managed, type Route, unknownPath } from './routing.ts';
import type { ServedModel } from './served-models.ts';
import { backendOf } from './services.ts';

/** The guide's routes: /maas-api/* and /v1/*; the body names the model. */
export const guideRoutes: Route = async (world, routing, call) => {
  if (/^\/maas-api(\/|$)/.test(call.path)) return managed(world, routing, call, call.path);
  if (!/^\/v1(\/|$)/.test(call.path)) return unknownPath(world);
  if (/^\/v1\/models(\/|$)/.test(call.path)) {
    const caller = await routing.authenticateInference(call.request.headers);
    const response =
      'refusal' in caller
        ? refused(world, call.request, caller.refusal)
        : await routing.api.handle(forwarded(call, call.path));
    return { response, destination: 'maas-api' };
  }
  const all = routing.models();
  const wanted = modelNamed(call);
  const named = all.find(({ servedName }) => servedName === wanted);
  const model = named ?? unconditional(world, all);
  const response = await routing.infer(call, { model, path: call.path, unnamed: named === undefined });
  return { response, destination: model?.resource ?? 'unknown' };
};

/** Where a request goes that names no model which is served: to that of the rule without a condition on the name. */
function unconditional(world: World, models: ServedModel[]): ServedModel | undefined {
  const rule = routedMatches(world).find(({ path, headers }) => path.value === '/v1' && headers.length === 0);
  const backend = rule?.service && backendOf(world, models, rule.service);
  return models.find(({ resource }) => backend?.kind === 'model' && resource === backend.resource) ?? models[0];
}

/** The model that a body names; undefined for one that names none, or is no JSON. */
function modelNamed(call: Call): unknown {
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(call.body));
    return typeof body === 'object' && body !== null ? Reflect.get(body, 'model') : undefined;
  } catch {
    return undefined;
  }
}
