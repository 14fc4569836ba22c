import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { z } from 'zod';
import type { World } from '../world.ts';
import { type ApiKeys, apiKeys } from './api-keys.ts';
import type { Catalogue } from './catalogue.ts';
import { entries } from './catalogue.ts';
import { formatGoDuration } from './go-duration.ts';
import type { Caller } from './identity-headers.ts';
import { callerOf } from './identity-headers.ts';
import { issueForAccount } from './issue.ts';
import type { Decoded } from './lenient-json.ts';
import { decodeLenient } from './lenient-json.ts';
import { LONGEST_SECONDS, lifetime } from './lifetime.ts';
import { recreateAccount } from './service-accounts.ts';
import { TierMappingError, tierOf, tiers } from './tiers.ts';

const TOKEN_SECONDS = 4 * 3600;
const KEY_SECONDS = 30 * 24 * 3600;
/** The release tries an unreachable or refused model four times, with pauses that add up to about 850 ms. */
const TRIES = { count: 4, pausesMs: [50, 100, 200] };
const SHORT_PAUSE_SCALE = 10;

const Lookup = z.object({ groups: z.array(z.string()).min(1) });

/** Who a request is for, or the release's answer when the identity headers are missing: the AuthPolicy is not enforced. */
function identified(c: Context): Caller | Response {
  const caller = callerOf(c.req.raw.headers);
  if (!('refId' in caller)) return caller;
  return c.json(
    { error: 'Exception thrown while generating token', exceptionCode: 'AUTH_FAILURE', refId: caller.refId },
    500,
  );
}

class TokenFailure extends Error {
  override name = 'TokenFailure';
}

/** Mints for a caller's tier. Throws a TokenFailure where the release answers 500. */
async function mint(world: World, caller: Caller, seconds: number) {
  const { maasApi: behaviour } = world.behaviour;
  if (behaviour.mintFails || seconds > LONGEST_SECONDS) throw new TokenFailure();
  const all = tiers(world.objects, 'maas-0.0.2');
  const tier = all.find(({ name }) => name === behaviour.mintsTier) ?? tierOf(all, caller.groups);
  if (tier === undefined) throw new TokenFailure();
  const issued = await issueForAccount(world, tier.name, caller.username, seconds);
  const expiresAt = behaviour.answerDisagreesWithToken ? issued.expiresAt + 3600 : issued.expiresAt;
  return { ...issued, expiresAt, expiration: formatGoDuration(seconds) };
}

function answerOf(world: World, fields: Record<string, unknown>): Response {
  const { maasApi: behaviour } = world.behaviour;
  const kept = Object.fromEntries(Object.entries(fields).filter(([name]) => !behaviour.mintOmits.includes(name)));
  return Response.json(kept, { status: behaviour.mintStatus ?? 201 });
}

async function createToken(world: World, c: Context): Promise<Response> {
  const caller = identified(c);
  if (caller instanceof Response) return caller;
  const decoded = decodeLenient(await c.req.text());
  if (decoded.kind === 'invalid') return c.json({ error: 'invalid request body' }, 400);
  const wanted = lifetime(decoded.kind === 'object' ? decoded.fields.get('expiration') : undefined, TOKEN_SECONDS);
  if ('refusal' in wanted) return c.json(wanted.refusal, 400);
  const { token, expiration, expiresAt, issuedAt, jti } = await mint(world, caller, wanted.seconds);
  return answerOf(world, { token, expiration, expiresAt, issuedAt, jti });
}

function revokeTokens(world: World, keys: ApiKeys, c: Context): Response {
  const caller = identified(c);
  if (caller instanceof Response) return caller;
  const tier = tierOf(tiers(world.objects, 'maas-0.0.2'), caller.groups);
  if (tier === undefined) throw new TokenFailure();
  if (!world.behaviour.maasApi.revocationIgnored) {
    recreateAccount(world.objects, tier.name, caller.username);
    keys.expireAll(caller.username);
  }
  return c.body(null, 204);
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function keyRequest(decoded: Decoded): { name: string; description: string; expiration: unknown } | undefined {
  if (decoded.kind !== 'object') return undefined;
  const { fields } = decoded;
  return {
    name: text(fields.get('name')),
    description: text(fields.get('description')),
    expiration: fields.get('expiration'),
  };
}

async function createKey(world: World, keys: ApiKeys, c: Context): Promise<Response> {
  const caller = identified(c);
  if (caller instanceof Response) return caller;
  const asked = keyRequest(decodeLenient(await c.req.text()));
  if (asked === undefined) return c.json({ error: 'invalid request body' }, 400);
  if (asked.name === '') return c.json({ error: 'token name is required for api keys' }, 400);
  const wanted = lifetime(asked.expiration, KEY_SECONDS);
  if ('refusal' in wanted) return c.json(wanted.refusal, 400);
  // The handler lets a name of blanks pass, and the store refuses it.
  if (asked.name.trim() === '') return c.json({ error: 'failed to store token metadata' }, 500);
  const { token, expiration, expiresAt, issuedAt, jti } = await mint(world, caller, wanted.seconds);
  const described = asked.description === '' ? {} : { description: asked.description };
  const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();
  keys.add(caller.username, {
    id: jti,
    name: asked.name,
    ...described,
    creationDate: iso(issuedAt),
    expirationDate: iso(expiresAt),
    status: 'active',
  });
  return answerOf(world, { token, expiration, expiresAt, jti, name: asked.name, ...described });
}

/** The models that answer an OPTIONS request with the caller's own identity; each of these requests is counted (FM-41). */
async function listModels(world: World, catalogue: Catalogue, c: Context): Promise<Response> {
  const { maasApi: behaviour } = world.behaviour;
  const caller = identified(c);
  if (caller instanceof Response) return caller;
  const authorization = caller.username.startsWith('system:serviceaccount:')
    ? (c.req.header('authorization') ?? '')
    : `Bearer ${(await mint(world, caller, TOKEN_SECONDS)).token}`;
  const counted = { counted: behaviour.catalogueSpendsQuota ?? true };
  const usable = await Promise.all(
    catalogue.models().map(async (model) => {
      if (behaviour.catalogue === 'everything') return [model];
      for (let attempt = 0; attempt < TRIES.count; attempt += 1) {
        if (await catalogue.mayUse(authorization, model, counted)) return [model];
        await delay((TRIES.pausesMs[attempt] ?? 0) / (world.realWindows ? 1 : SHORT_PAUSE_SCALE));
      }
      return [];
    }),
  );
  const shown = usable.flat();
  // The order is that of a Go map: it changes from call to call.
  const turned = Math.random() < 0.5 ? shown : shown.toReversed();
  const data = entries(turned, behaviour, true);
  return c.json({ object: 'list', data: data.length === 0 ? null : data });
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

/** maas-api v0.0.2, with what was measured of it. The gateway has taken the prefix /maas-api off the path. */
export function releaseApi(world: World, catalogue: Catalogue): Hono {
  const keys = apiKeys();
  const app = new Hono({ strict: true });
  app.get('/health', (c) => (c.req.method === 'HEAD' ? c.notFound() : c.json({ status: 'healthy' })));
  app.post('/v1/tokens', (c) => createToken(world, c));
  app.delete('/v1/tokens', (c) => revokeTokens(world, keys, c));
  app.post('/v1/api-keys', (c) => createKey(world, keys, c));
  app.get('/v1/api-keys', (c) => {
    const caller = identified(c);
    return caller instanceof Response ? caller : c.json(keys.of(caller.username));
  });
  app.get('/v1/api-keys/:id', (c) => {
    const key = keys.find(c.req.param('id'));
    return key === undefined ? c.json({ error: 'API key not found' }, 404) : c.json(key);
  });
  app.get('/v1/models', (c) => listModels(world, catalogue, c));
  app.post('/v1/tiers/lookup', (c) => lookupTier(world, c));
  app.options('*', (c) => c.body(null, 204));
  app.notFound((c) => redirectOrNotFound(app, c));
  app.onError((_failure, c) => c.json({ error: 'Failed to generate token' }, 500));
  return app;
}

/** A trailing slash is redirected to the path without it; the prefix that the gateway took off is lost on the way. */
function redirectOrNotFound(app: Hono, c: Context): Response {
  const path = c.req.path.replace(/\/$/, '');
  const known = app.routes.some((route) => route.path === path && route.method === c.req.method);
  if (path !== c.req.path && known) return c.redirect(path, c.req.method === 'GET' ? 301 : 307);
  return c.text('404 page not found', 404);
}
