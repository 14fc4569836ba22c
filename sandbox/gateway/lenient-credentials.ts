import type { World } from '../world.ts';
import type { Call } from './call.ts';

/** The credential that a gateway which is too lenient takes a request's for; undefined for the one that it has. */
function taken(world: World, { request, query }: Call): string | undefined {
  const { acceptsBasic, acceptsTokenInQuery, lastAuthorizationCounts } = world.behaviour.gateway;
  const authorization = request.headers.get('authorization');
  if (authorization === null) {
    const token = acceptsTokenInQuery ? new URLSearchParams(query).get('access_token') : null;
    return token === null ? undefined : `Bearer ${token}`;
  }
  const [, basic] = /^Basic (.+)$/.exec(authorization) ?? [];
  if (acceptsBasic && basic !== undefined) {
    return `Bearer ${Buffer.from(basic, 'base64').toString().split(':')[1] ?? ''}`;
  }
  // Several headers of one name arrive as one, joined by a comma.
  return lastAuthorizationCounts ? authorization.split(', ').at(-1) : undefined;
}

/** The call with the credential that the gateway takes from it. */
export function lenientCredentials(world: World, call: Call): Call {
  const authorization = taken(world, call);
  if (authorization === undefined) return call;
  const headers = new Headers(call.request.headers);
  headers.set('authorization', authorization);
  return { ...call, request: new Request(call.request.url, { method: call.request.method, headers }) };
}
