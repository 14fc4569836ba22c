import type { World } from '../world.ts';

/** Why a request is refused before it reaches a back end. */
export interface Refusal {
  status: number;
  /** Authorino's reason, sent as x-ext-auth-reason where the release does. */
  reason: string;
  realm?: 'service-accounts' | 'openshift-identities';
}

const OPENAI_TYPES: Record<number, string> = { 401: 'authentication_error', 403: 'permission_error' };

/** What an error body gives away with the fault `leaks`; undefined when healthy. */
function leaked(world: World, request: Request): string | undefined {
  switch (world.behaviour.gateway.leaks) {
    case 'stack-trace':
      return 'Error: identity not found\n    at authenticate (/opt/app/auth/identity.go:118)\n    at serve (/opt/app/main.go:42)\ngoroutine 1 [running]:\n';
    case 'token':
      return `cannot verify token: ${request.headers.get('authorization') ?? 'none'}\n`;
    case 'internal-address':
      return 'upstream http://maas-api.maas.svc.cluster.local:8080 (10.128.2.17) said: denied\n';
    default:
      return undefined;
  }
}

/**
 * A refusal by the gateway: 401 and 403 without a body in maas-0.0.2 (measured), with an OpenAI error object in the guide.
 */
export function refused(world: World, request: Request, refusal: Refusal): Response {
  const denial = world.behaviour.gateway.denialStatus;
  const status = refusal.status === 401 && denial !== undefined ? denial : refusal.status;
  const leak = leaked(world, request);
  const release = world.installation === 'maas-0.0.2';
  const headers = new Headers();
  if (refusal.realm !== undefined && refusal.status === 401) {
    headers.set('www-authenticate', `Bearer realm="${release ? refusal.realm : 'maas'}"`);
  }
  if (release) headers.set('x-ext-auth-reason', refusal.reason);
  if (leak !== undefined) return new Response(leak, { status, headers });
  if (release) return empty(status, headers);
  const type = OPENAI_TYPES[refusal.status] ?? 'invalid_request_error';
  return Response.json({ error: { message: refusal.reason, type, param: null, code: type } }, { status, headers });
}

/** A request over a limit, as Kuadrant's shim answers it. */
export function limited(world: World): Response {
  const { limitedStatus, limitedBody } = world.behaviour.gateway;
  const headers = { 'content-type': 'text/plain', 'x-envoy-ratelimited': 'true' };
  return new Response(limitedBody ?? 'Too Many Requests\n', { status: limitedStatus ?? 429, headers });
}

/** Envoy's own short answers. */
export function local(status: number, body = ''): Response {
  return body === '' ? empty(status) : new Response(body, { status, headers: { 'content-type': 'text/plain' } });
}

function empty(status: number, headers = new Headers()): Response {
  headers.set('content-length', '0');
  return new Response(null, { status, headers });
}
