import type { Hono } from 'hono';
import type { World } from '../world.ts';

/** What a method gets that its path does not have, where the API is wrong about it; undefined when it is right. */
export function wrongMethod(world: World, app: Hono, request: Request): Response | Promise<Response> | undefined {
  const wrong = world.behaviour.maasApi.wrongMethod;
  if (wrong === undefined || request.method === 'OPTIONS') return undefined;
  const routes = app.routes.filter(({ path }) => path === new URL(request.url).pathname);
  const [other] = routes;
  if (other === undefined || routes.some(({ method }) => method === request.method)) return undefined;
  if (wrong === 'error') return Response.json({ error: 'internal error' }, { status: 500 });
  return app.fetch(new Request(request.url, { method: other.method, headers: request.headers }));
}
