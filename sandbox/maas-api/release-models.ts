import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from 'hono';
import type { World } from '../world.ts';
import type { Catalogue, CatalogueModel } from './catalogue.ts';
import { entries } from './catalogue.ts';
import type { Caller } from './identity-headers.ts';
import { identified, mint } from './release-mint.ts';

/** The token that a listing tries the models with lives as long as any. */
const TOKEN_SECONDS = 4 * 3600;
/** A refused or unreachable model is tried four times, with pauses in between (measured: about 850 ms in all). */
const PAUSES_MS = [120, 240, 480];
const SHORT_PAUSE_SCALE = 20;

/** The models that answer an OPTIONS request with the caller's own identity; each of these requests is counted (FM-41). */
export async function listModels(world: World, catalogue: Catalogue, c: Context): Promise<Response> {
  const { maasApi: behaviour } = world.behaviour;
  const caller = identified(c);
  if (caller instanceof Response) return caller;
  const authorization = await probingAuthorization(world, caller, c);
  const usable = await Promise.all(
    catalogue
      .models()
      .map(async (model) =>
        behaviour.catalogue === 'everything' || (await answers(world, catalogue, authorization, model)) ? [model] : [],
      ),
  );
  const shown = usable.flat();
  // The order is that of a Go map: it changes from call to call.
  const data = entries(Math.random() < 0.5 ? shown : shown.toReversed(), behaviour, true);
  return c.json({ object: 'list', data: data.length === 0 ? null : data });
}

/** A service account is tried with its own token; a person with one of their account, so that both share one quota. */
async function probingAuthorization(world: World, caller: Caller, c: Context): Promise<string> {
  if (caller.username.startsWith('system:serviceaccount:')) return c.req.header('authorization') ?? '';
  return `Bearer ${(await mint(world, caller, TOKEN_SECONDS)).token}`;
}

async function answers(world: World, catalogue: Catalogue, authorization: string, model: CatalogueModel) {
  const counted = { counted: world.behaviour.maasApi.catalogueSpendsQuota ?? true };
  for (const pause of [...PAUSES_MS, 0]) {
    if (await catalogue.mayUse(authorization, model, counted)) return true;
    await delay(pause / (world.realWindows ? 1 : SHORT_PAUSE_SCALE));
  }
  return false;
}
