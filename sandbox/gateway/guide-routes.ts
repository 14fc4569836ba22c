import type { Call } from './call.ts';
import { forwarded } from './call.ts';
import { refused } from './replies.ts';
import { managed, type Route, unknownPath } from './routing.ts';

/** The guide's routes: /maas-api/* and /v1/*; the body names the model. */
export const guideRoutes: Route = async (world, routing, call) => {
  if (/^\/maas-api(\/|$)/.test(call.path)) return managed(world, routing, call, call.path);
  if (!call.path.startsWith('/v1/')) return unknownPath(world);
  if (call.path === '/v1/models') {
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
  const model = named ?? all[0];
  const response = await routing.infer(call, { model, path: call.path, unnamed: named === undefined });
  return { response, destination: model?.resource ?? 'unknown' };
};

/** The model that a body names, also one that is broken off after it; undefined for a body that names none. */
function modelNamed(call: Call): unknown {
  const text = new TextDecoder().decode(call.body);
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? Reflect.get(body, 'model') : undefined;
  } catch {
    return /"model"\s*:\s*"([^"]*)"/.exec(text)?.[1];
  }
}
