import { z } from 'zod';
import { places } from '../edits/places.ts';
import type { LimitedCall } from '../limiter/call.ts';
import { TIER_HEADER } from '../maas-api/identity-headers.ts';
import { podsOf } from '../running.ts';
import type { World } from '../world.ts';
import type { Call } from './call.ts';
import type { Identity } from './identity.ts';
import type { ServedModel } from './served-models.ts';

/** What policies' predicates and counters can read of a call; without an identity they find none of its attributes. */
export function limitedCallOf(
  world: World,
  call: Call,
  identity: Identity | undefined,
  model: ServedModel | undefined,
): LimitedCall {
  const { limitsEveryoneAs, losesTierWithoutApi, limitsAsHeaderSays } = world.behaviour.gateway;
  const isLost = losesTierWithoutApi && podsOf(world, places(world).api).length === 0;
  const claimed = limitsAsHeaderSays ? call.request.headers.get(TIER_HEADER) : null;
  const tier = isLost ? undefined : (limitsEveryoneAs ?? claimed ?? identity?.tier);
  return {
    attributes: {
      auth: {
        identity: identity === undefined ? {} : identityAttributes(identity, tier),
        metadata: { matchedTier: tier === undefined ? {} : { tier } },
      },
      request: {
        path: call.path,
        url_path: call.path,
        method: call.method,
        headers: Object.fromEntries(call.request.headers),
        host: call.request.headers.get('host') ?? '',
      },
    },
    labels: { tier: tier ?? '', model: model?.servedName ?? '', user: identity?.userid ?? '' },
    token: call.request.headers.get('authorization') ?? undefined,
    reservation: world.behaviour.limiter.chargesReservations ? reservationOf(call) : undefined,
  };
}

const Asked = z.looseObject({
  messages: z.array(z.looseObject({ content: z.string() })),
  max_tokens: z.number().int().nonnegative().default(0),
});
/** Whoever has no tokenizer takes so many characters for a token. */
const CHARACTERS_PER_TOKEN = 4;

function reservationOf({ body }: Call): number {
  try {
    const { messages, max_tokens: longest } = Asked.parse(JSON.parse(Buffer.from(body).toString()));
    const characters = messages.reduce((sum, { content }) => sum + content.length, 0);
    return Math.ceil(characters / CHARACTERS_PER_TOKEN) + longest;
  } catch {
    return 0;
  }
}

function identityAttributes({ userid, username, groups }: Identity, tier: string | undefined): Record<string, unknown> {
  const known = { userid, username, sub: username, user: { username, groups }, groups };
  return tier === undefined ? known : { ...known, tier };
}
