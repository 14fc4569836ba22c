import type { Context, Hono } from 'hono';
import type { World } from '../world.ts';
import type { ApiKeys } from './api-keys.ts';
import type { Caller } from './identity-headers.ts';
import type { Decoded } from './lenient-json.ts';
import { decodeLenient } from './lenient-json.ts';
import { askedLifetime, refusedLifetime } from './lifetime-answer.ts';
import { mintAnswer } from './mint-answer.ts';
import { identified, mint } from './release-mint.ts';

const KEY_SECONDS = 30 * 24 * 3600;

/** API keys of the release: tokens with a name, of which only metadata is kept. */
export function keyRoutes(app: Hono, world: World, keys: ApiKeys): void {
  app.post('/v1/api-keys', (c) => createKey(world, keys, c));
  app.get('/v1/api-keys', (c) => {
    const caller = identified(c);
    return caller instanceof Response ? caller : c.json(listed(world, keys, caller));
  });
  app.get('/v1/api-keys/:id', (c) => {
    const key = keys.find(c.req.param('id'));
    return key === undefined ? c.json({ error: 'API key not found' }, 404) : c.json(key);
  });
}

/** What a caller sees of the keys: their own. */
function listed(world: World, keys: ApiKeys, { username }: Caller): object[] {
  const { listsNothing, listsEverybodys } = world.behaviour.maasApi;
  if (listsNothing) return [];
  return listsEverybodys ? keys.all() : keys.of(username);
}

async function createKey(world: World, keys: ApiKeys, c: Context): Promise<Response> {
  const caller = identified(c);
  if (caller instanceof Response) return caller;
  const asked = keyRequest(decodeLenient(await c.req.text()));
  if (asked === undefined) return c.json({ error: 'invalid request body' }, 400);
  if (asked.name === '') return c.json({ error: 'token name is required for api keys' }, 400);
  const wanted = askedLifetime(world, asked.expiration, KEY_SECONDS);
  if ('refusal' in wanted) return refusedLifetime(world, wanted.refusal);
  // The handler lets a name of blanks pass, and the store refuses it.
  if (asked.name.trim() === '') return c.json({ error: 'failed to store token metadata' }, 500);
  const isApart = world.behaviour.maasApi.keysHaveOwnAccount;
  const owner = isApart ? { ...caller, username: `${caller.username}-${asked.name}` } : caller;
  const { token, expiration, expiresAt, issuedAt, jti } = await mint(world, owner, wanted.seconds);
  const named = { name: asked.name, ...(asked.description === '' ? {} : { description: asked.description }) };
  const dates = { creationDate: iso(issuedAt), expirationDate: iso(expiresAt) };
  const secret = world.behaviour.maasApi.listsSecrets ? { token } : {};
  keys.add(caller.username, { id: jti, ...named, ...dates, status: 'active', ...secret });
  return mintAnswer(world, { token, expiration, expiresAt, jti, ...named }, 201);
}

const iso = (unixSeconds: number): string => new Date(unixSeconds * 1000).toISOString();
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
