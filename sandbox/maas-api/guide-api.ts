import { type Context, Hono } from 'hono';
import { decodeJwt } from 'jose';
import type { World } from '../world.ts';
import type { Catalogue } from './catalogue.ts';
import { entries } from './catalogue.ts';
import type { Caller } from './identity-headers.ts';
import { callerOf } from './identity-headers.ts';
import { issueForPerson, MAAS_AUDIENCE } from './issue.ts';
import { decodeLenient } from './lenient-json.ts';
import { askedLifetime, isBeyondKubernetes, refusedLifetime } from './lifetime-answer.ts';
import { mintAnswer } from './mint-answer.ts';
import { ensureAccount, subjectOf } from './service-accounts.ts';
import type { Tier } from './tiers.ts';
import { TierMappingError, tierOf, tiers } from './tiers.ts';

const DEFAULT_SECONDS = 4 * 3600;

interface Minted {
  /** The token itself, where a fault keeps it. */
  token?: string;
  id: string;
  tier: string;
  issuedAt: string;
  expiresAt: string;
}

const iso = (unixSeconds: number): string => new Date(unixSeconds * 1000).toISOString();
const error = (message: string, type: string): object => ({ error: { message, type, code: type } });
const unidentified = (c: Context): Response =>
  c.json(error('an OpenShift token is required', 'authentication_error'), 401);

/**
 * maas-api as the guide describes it: POST /maas-api/token answers {token, tier, expiresAt}; GET /maas-api/tokens lists
 * the caller's own, without the tokens themselves; GET /v1/models. The gateway names the caller by identity headers.
 * A mint's body may ask for a lifetime, `{"expiration": "10m"}`, by the release's rules; the guide does not mention it.
 */
export function guideApi(world: World, catalogue: Catalogue): Hono {
  const minted = new Map<string, Minted[]>();
  const app = new Hono();
  app.post('/maas-api/token', (c) => mint(world, minted, c));
  app.get('/maas-api/tokens', (c) => {
    const caller = callerOf(c.req.raw.headers);
    return 'refId' in caller ? unidentified(c) : c.json({ tokens: listed(world, minted, caller) });
  });
  app.get('/maas-api/health', (c) => c.json({ status: 'healthy' }));
  app.get('/v1/models', (c) => listModels(world, catalogue, c));
  app.notFound((c) => c.json(error(`no such path: ${c.req.path}`, 'not_found'), 404));
  app.onError((failure, c) => {
    const message = failure instanceof TierMappingError ? 'the tier mapping cannot be used' : 'internal error';
    return c.json(error(message, 'server_error'), 500);
  });
  return app;
}

async function mint(world: World, minted: Map<string, Minted[]>, c: Context): Promise<Response> {
  const { maasApi: behaviour } = world.behaviour;
  const caller = callerOf(c.req.raw.headers);
  if ('refId' in caller) return unidentified(c);
  const decoded = decodeLenient(await c.req.text());
  if (decoded.kind === 'invalid') return c.json(error('the body is not valid JSON', 'invalid_request_error'), 400);
  const expiration = decoded.kind === 'object' ? decoded.fields.get('expiration') : undefined;
  const wanted = askedLifetime(world, expiration, DEFAULT_SECONDS);
  const refusal = (message: string) => refusedLifetime(world, error(message, 'invalid_request_error'));
  if ('refusal' in wanted) return refusal(wanted.refusal['error'] ?? '');
  if (isBeyondKubernetes(world, wanted.seconds)) return refusal('no token lives so long');
  const tier = tierFor(world, caller);
  if (tier === undefined || behaviour.mintFails) return c.json(error('no tier for the caller', 'server_error'), 500);

  const person = subject(world, caller, tier.name, c.req.header('authorization') ?? '');
  const issued = await issueForPerson(world, person, wanted.seconds);
  const expiresAt = iso(issued.expiresAt);
  const secret = behaviour.listsSecrets ? { token: issued.token } : {};
  const kept = { id: issued.jti, tier: tier.name, issuedAt: iso(issued.issuedAt), expiresAt, ...secret };
  minted.set(caller.username, [kept, ...(minted.get(caller.username) ?? [])]);
  const said = behaviour.answerDisagreesWithToken
    ? { tier: `${tier.name}-plus`, expiresAt: iso(issued.expiresAt + 3600) }
    : { tier: tier.name, expiresAt };
  return mintAnswer(world, { token: issued.token, ...said }, 200);
}

/** What a caller sees of the tokens: their own, newest first. */
function listed(world: World, minted: Map<string, Minted[]>, { username }: Caller): Minted[] {
  const { listsNothing, listsEverybodys } = world.behaviour.maasApi;
  if (listsNothing) return [];
  return listsEverybodys ? [...minted.values()].flat() : (minted.get(username) ?? []);
}

function tierFor(world: World, caller: Caller): Tier | undefined {
  const all = tiers(world.objects, 'guide');
  return all.find(({ name }) => name === world.behaviour.maasApi.mintsTier) ?? tierOf(all, caller.groups);
}

/** Whether the caller's own token is one of MaaS, not of the cluster: which only the fault `chainedMint` lets through. */
function isMinted(authorization: string): boolean {
  try {
    return [decodeJwt(authorization.replace(/^Bearer /, '')).aud ?? []].flat().includes(MAAS_AUDIENCE);
  } catch {
    return false;
  }
}

/** Whom a token is for: the caller. A chained mint makes a new account, which counts by itself: that makes it dangerous. */
function subject(world: World, { username }: Caller, tier: string, authorization: string) {
  if (!isMinted(authorization)) return { username, tier, userid: username };
  const account = ensureAccount(world.objects, tier, username);
  return { username: subjectOf(account), tier, userid: account.metadata.name };
}

async function listModels(world: World, catalogue: Catalogue, c: Context): Promise<Response> {
  const { maasApi: behaviour } = world.behaviour;
  const authorization = c.req.header('authorization') ?? '';
  const counted = { counted: behaviour.catalogueSpendsQuota ?? false };
  const shown = [];
  for (const model of catalogue.models()) {
    const usable = model.ready && (await catalogue.mayUse(authorization, model, counted));
    if (usable || behaviour.catalogue === 'everything') shown.push(model);
  }
  return c.json({ object: 'list', data: entries(shown, behaviour, false) });
}
