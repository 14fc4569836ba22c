import { z } from 'zod';
import type { Layout } from '../../layouts/layout.ts';
import { firstLine } from '../connection-failure.ts';
import { type Gateway, type GatewayAnswer, NoAnswer } from '../gateway/gateway.ts';
import { redact, register } from '../redact.ts';
import { WAITS } from '../waits.ts';
import { tokenClaims } from './claims.ts';
import type { Bearer } from './given.ts';
import type { Ledger } from './ledger.ts';

/** A run may last an hour; the shortest lifetime that covers it leaves the least behind. */
const LIFETIME = '1h';

const MintAnswer = z.looseObject({ token: z.string().min(1) });

/** A caller whose token could not be had, and why. */
export class NoToken extends Error {
  override name = 'NoToken';
}

/** Mints as the layout says, for whoever the OpenShift token belongs to. The token in the answer is a secret from then on. */
export async function mint(
  gateway: Gateway,
  layout: Layout,
  openshiftToken: string,
  body: unknown,
): Promise<GatewayAnswer> {
  register(openshiftToken);
  const { method, path } = layout.api.mint;
  const answer = await gateway.request({
    method,
    path,
    authorization: `Bearer ${openshiftToken}`,
    // The guide sends it twice; later releases ignore the second.
    headers: { 'X-Forwarded-Access-Token': openshiftToken },
    body,
  });
  register(MintAnswer.safeParse(answer.json).data?.token);
  return answer;
}

const lifetimeBody = ({ api }: Layout): Record<string, string> =>
  api.mintLifetimeField === undefined ? {} : { [api.mintLifetimeField]: LIFETIME };

async function minted(gateway: Gateway, layout: Layout, name: string, openshiftToken: string): Promise<string> {
  const subject = `${layout.api.mint.method} ${layout.api.mint.path} for ${name}`;
  let answer: GatewayAnswer;
  try {
    answer = await mint(gateway, layout, openshiftToken, lifetimeBody(layout));
  } catch (error) {
    if (error instanceof NoAnswer) throw new NoToken(`${subject} got no answer: ${error.message}`);
    throw error;
  }
  const token = MintAnswer.safeParse(answer.json).data?.token;
  if (answer.status < 200 || answer.status > 299 || token === undefined) {
    throw new NoToken(`${subject} answered ${answer.status}: ${firstLine(redact(answer.body)) || 'an empty body'}`);
  }
  return token;
}

/** The caller's MaaS token: as given, as minted before, or minted now. Throws NoToken. */
export async function maasToken(gateway: Gateway, layout: Layout, known: Ledger, identity: Bearer): Promise<string> {
  const { name, openshiftToken } = identity;
  if (identity.maasToken !== undefined) return identity.maasToken;
  const entry = known.of(name);
  const lasts = entry.expiresAt === undefined || entry.expiresAt - Date.now() > WAITS.tokenSpare;
  if (entry.maasToken !== undefined && lasts) return entry.maasToken;
  if (openshiftToken === undefined) throw new NoToken(`${name} has no token`);
  const token = await minted(gateway, layout, name, openshiftToken);
  const { tier, expiresAt } = tokenClaims(token, layout.token);
  known.update(name, { maasToken: token, expiresAt, tier });
  return token;
}
