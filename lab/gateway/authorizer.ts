import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Call } from '../../sandbox/gateway/call.ts';
import { lenientCredentials } from '../../sandbox/gateway/lenient-credentials.ts';
import { limitedCallOf } from '../../sandbox/gateway/limited-call.ts';
import { refused } from '../../sandbox/gateway/replies.ts';
import { managementAdmission } from '../../sandbox/gateway/routing.ts';
import type { ServedModel } from '../../sandbox/gateway/served-models.ts';
import type { World } from '../../sandbox/world.ts';
import type { BackEnds } from './back-ends.ts';
import { CALL_KEY, type LimitedRequest } from './limited-request.ts';
import { MODEL_HEADER, RouteContext } from './route-context.ts';

const Header = z.object({ key: z.string(), raw_value: z.instanceof(Uint8Array) });
const CheckRequest = z.object({
  attributes: z.object({
    request: z.object({
      http: z.object({
        id: z.string(),
        method: z.string(),
        path: z.string(),
        header_map: z.object({ headers: z.array(Header) }),
      }),
    }),
    context_extensions: RouteContext,
  }),
});
type Http = z.infer<typeof CheckRequest>['attributes']['request']['http'];

const NO_BODY = new Uint8Array(0);
/** google.rpc.Code: what Envoy takes for a yes and for a no. */
const CODE = { ok: 0, permissionDenied: 7 };

/** Authorino's answer to Envoy's check of a request; the route's context says which policy is meant, and which model. */
export function authorizer(world: World, backEnds: BackEnds): (request: unknown) => Promise<object> {
  return async (request) => {
    const { request: asked, context_extensions: context } = CheckRequest.parse(request).attributes;
    const call = lenientCredentials(world, callOf(asked.http));
    switch (context.policy) {
      case 'management': {
        const admitted = await managementAdmission(world, backEnds, call, call.path);
        return admitted instanceof Response ? denied(admitted) : allowed(admitted.headers);
      }
      case 'catalogue': {
        const caller = await backEnds.authenticateInference(call.request.headers);
        return 'refusal' in caller ? denied(refused(world, call.request, caller.refusal)) : allowed({});
      }
      case 'inference':
        return inference(world, backEnds, call, context);
    }
  };
}

async function inference(world: World, backEnds: BackEnds, call: Call, context: RouteContext) {
  const { namespace, resource } = world.installation === 'guide' ? context : ofPath(call);
  const model = backEnds.models().find((one) => one.namespace === namespace && one.resource === resource);
  const unnamed = world.installation === 'guide' && !isNamed(call, model);
  const admitted = await backEnds.admitInference(call, { model, path: call.path, unnamed });
  if (admitted instanceof Response) return denied(admitted);
  const { token, ...rest } = limitedCallOf(world, call, admitted.identity, model);
  // The limiter tells tokens apart, and has no use for them.
  const digest = token === undefined ? undefined : createHash('sha256').update(token).digest('base64url');
  return allowed({}, { ...rest, token: digest });
}

/** Which model the release's policy reviews, wherever the request is routed to. */
function ofPath({ path }: Call): Pick<RouteContext, 'namespace' | 'resource'> {
  const [, namespace, resource] = path.split('/');
  return { namespace, resource };
}

/** Whether the request itself names the model that its route leads to, not the route alone. */
const isNamed = ({ request }: Call, model: ServedModel | undefined): boolean =>
  model !== undefined && request.headers.get(MODEL_HEADER) === model.servedName;

function callOf({ id, method, path, header_map }: Http): Call {
  const headers = new Headers();
  for (const { key, raw_value } of header_map.headers) {
    if (!key.startsWith(':')) headers.append(key, Buffer.from(raw_value).toString('latin1'));
  }
  const authority = header_map.headers.find(({ key }) => key === ':authority');
  if (authority !== undefined) headers.set('host', Buffer.from(authority.raw_value).toString('latin1'));
  const [pathname = '', query] = path.split(/\?(.*)/s);
  const request = new Request('http://gateway/', { headers });
  return {
    request,
    method,
    path: pathname,
    query: query === undefined ? '' : `?${query}`,
    body: NO_BODY,
    requestId: id,
  };
}

const overwriting = (headers: Iterable<[string, string]>): object[] =>
  [...headers].map(([key, value]) => ({
    header: { key, value },
    append_action: 'OVERWRITE_IF_EXISTS_OR_ADD',
    keep_empty_value: true,
  }));

/** A yes: the headers are set over the caller's, and what the limiter is to know goes along as metadata. */
function allowed(headers: Record<string, string>, limited?: LimitedRequest): object {
  const metadata = limited === undefined ? {} : { [CALL_KEY]: { stringValue: JSON.stringify(limited) } };
  return {
    status: { code: CODE.ok },
    ok_response: { headers: overwriting(Object.entries(headers)) },
    dynamic_metadata: { fields: metadata },
  };
}

async function denied(response: Response): Promise<object> {
  // Envoy says itself how long the body is.
  const headers = [...response.headers].filter(([name]) => name !== 'content-length');
  return {
    status: { code: CODE.permissionDenied },
    denied_response: {
      status: { code: response.status },
      headers: overwriting(headers),
      body: await response.text(),
    },
  };
}
