import { randomBytes } from 'node:crypto';
import type { Issued } from '../tokens/authority.ts';
import type { World } from '../world.ts';
import { realSeconds } from './lifetime.ts';
import { ensureAccount, subjectOf } from './service-accounts.ts';

export const MAAS_AUDIENCE = 'maas-default-gateway-sa';
const OTHER_AUDIENCE = 'another-service';

const audiences = (world: World): string[] => [
  world.behaviour.maasApi.mintsWrongAudience ? OTHER_AUDIENCE : MAAS_AUDIENCE,
];

/** A token of the user's service account in a tier's namespace, as v0.0.2 mints it. */
export async function issueForAccount(world: World, tier: string, username: string, seconds: number): Promise<Issued> {
  const account = ensureAccount(world.objects, tier, username);
  const issued = await world.tokens.issue({
    subject: subjectOf(account),
    audiences: audiences(world),
    lifetimeSeconds: realSeconds(seconds, world.realWindows),
  });
  return opaque(world, issued);
}

/** A token of a person with the claim `tier`, as the guide describes it. `userid` is what its requests are counted by. */
export async function issueForPerson(
  world: World,
  person: { username: string; tier: string; userid: string },
  seconds: number,
): Promise<Issued> {
  const issued = await world.tokens.issue({
    subject: person.username,
    audiences: audiences(world),
    lifetimeSeconds: realSeconds(seconds, world.realWindows),
    claims: { tier: person.tier, userid: person.userid },
  });
  return opaque(world, issued);
}

const opaque = (world: World, issued: Issued): Issued =>
  world.behaviour.maasApi.mintsOpaqueTokens ? { ...issued, token: randomBytes(48).toString('base64url') } : issued;
