import type { World } from '../world.ts';

/** What later releases serve inside the cluster, without asking who is there: method and path, and the answer. */
const INTERNAL: Record<string, () => Response> = {
  'POST /internal/v1/api-keys/validate': () => Response.json({ valid: false, reason: 'key not found' }),
  'POST /internal/v1/subscriptions/select': () => Response.json({ error: 'bad_request' }, { status: 400 }),
  'GET /v1/tenants': () => Response.json({ tenants: ['default'] }),
};

/** The answer of an internal endpoint; undefined where the request asks for none, or they are not reached from outside. */
export function internalEndpoint(world: World, { method, url }: Request): Response | undefined {
  if (!world.behaviour.maasApi.internalEndpoints) return undefined;
  const path = new URL(url).pathname.replace(/^\/maas-api/, '');
  return INTERNAL[`${method} ${path}`]?.();
}
