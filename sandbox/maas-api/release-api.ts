import type { Context } from 'hono';
import { Hono } from 'hono';
import { z } from 'zod';
import type { World } from '../world.ts';
import { type ApiKeys, apiKeys } from './api-keys.ts';
import type { Catalogue } from './catalogue.ts';
import { decodeLenient } from './lenient-json.ts';
import { askedLifetime, refusedLifetime } from './lifetime-answer.ts';
import { mintAnswer } from './mint-answer.ts';
import { keyRoutes } from './release-keys.ts';
import { failsOnce, identified, mint, TokenFailure } from './release-mint.ts';
import { listModels } from './release-models.ts';
import { recreateAccount } from './service-accounts.ts';
import { TierMappingError, tierOf, tiers } from './tiers.ts';

const TOKEN_SECONDS = 4 * 3600;
const Lookup = z.object({ groups: z.array(z.string()).min(1) });

/** maas-api v0.0.2, with what was measured of it. The gateway has taken the prefix /maas-api off the path. */
export function releaseApi(world: World, catalogue: Catalogue): Hono {
  const keys = apiKeys();
  const app = new Hono({ strict: true });
  app.get('/health', (c) => (c.req.method === 'HEAD' ? c.notFound() : c.json({ status: 'healthy' })));
  app.post('/v1/tokens', (c) => createToken(world, c));
  app.delete('/v1/tokens', (c) => revokeTokens(world, keys, c));
  keyRoutes(app, world, keys);
  app.get('/v1/models', (c) => listModels(world, catalogue, c));
  app.post('/v1/tiers/lookup', (c) => lookupTier(world, c));
  app.options('*', (c) => c.body(null, 204));
  app.notFound((c) => redirectOrNotFound(app, c));
  app.onError((_failure, c) => c.json({ error: 'Failed to generate token' }, 500));
  return app;
}

async function createToken(world: World, c: Context): Promise<Response> {
  const caller = identified(c);
  if (caller instanceof Response) return caller;
  const decoded = decodeLenient(await c.req.text());
  if (decoded.kind === 'invalid') return c.json({ error: 'invalid request body' }, 400);
  const asked = decoded.kind === 'object' ? decoded.fields.get('expiration') : undefined;
  const wanted = askedLifetime(world, asked, TOKEN_SECONDS);
  if ('refusal' in wanted) return refusedLifetime(world, wanted.refusal);
  const { token, expiration, expiresAt, issuedAt, jti } = await mint(world, caller, wanted.seconds);
  return mintAnswer(world, { token, expiration, expiresAt, issuedAt, jti }, 201);
}

/** Makes the account of the caller's current tier anew; tokens of an account in another tier's namespace live on (FM-33). */
function revokeTokens(world: World, keys: ApiKeys, c: Context): Response {
  const caller = identified(c);
  if (caller instanceof Response) return caller;
  const tier = tierOf(tiers(world.objects, 'maas-0.0.2'), caller.groups);
  if (tier === undefined) throw new TokenFailure();
  if (!world.behaviour.maasApi.revocationIgnored) {
    recreateAccount(world.objects, tier.name, caller.username);
    if (!world.behaviour.maasApi.revokedKeysStayActive) keys.expireAll(caller.username);
    if (world.behaviour.maasApi.mintFailsAfterRevocation) failsOnce(world, caller);
  }
  return c.body(null, 204);
}

async function lookupTier(world: World, c: Context): Promise<Response> {
  const body: unknown = await c.req.json().catch(() => undefined);
  const wanted = Lookup.safeParse(body);
  if (!wanted.success) return c.json({ error: 'bad_request', message: 'groups must be a list of at least one' }, 400);
  try {
    const tier = tierOf(tiers(world.objects, 'maas-0.0.2'), wanted.data.groups);
    if (tier === undefined) return c.json({ error: 'not_found', message: 'no tier for these groups' }, 404);
    return c.json({ tier: tier.name, displayName: tier.displayName });
  } catch (error) {
    if (!(error instanceof TierMappingError)) throw error;
    return c.json({ error: 'internal_error', message: 'failed to look up the tier' }, 500);
  }
}

/** A trailing slash is redirected to the path without it; the prefix that the gateway took off is lost on the way. */
function redirectOrNotFound(app: Hono, c: Context): Response {
  const path = c.req.path.replace(/\/$/, '');
  const known = app.routes.some((route) => route.path === path && route.method === c.req.method);
  if (path !== c.req.path && known) return c.redirect(path, c.req.method === 'GET' ? 301 : 307);
  return c.text('404 page not found', 404);
}
