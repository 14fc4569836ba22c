import pLimit from 'p-limit';
import { z } from 'zod';
import type { Layout } from '../../layouts/layout.ts';
import { type Gateway, type GatewayRequest, NoAnswer } from '../gateway/gateway.ts';
import { accountOf, accountText } from './maas-accounts.ts';
import type { MintedFile, Minter } from './minted.ts';

/** Somebody with whose credential tokens were minted, and the credential. */
export interface Holder extends Minter {
  name: string;
  bearer: string;
}

/** How the revocation of a holder's tokens went: undefined where they are void, else why not. */
export type Why = string | undefined;

export interface Means {
  minted: MintedFile;
  layout: Layout;
  gateway(): Promise<Gateway>;
}

const AT_ONCE = 4;
const Keys = z.array(z.looseObject({ id: z.string(), status: z.string().optional() }));

export const authorized = (bearer: string, { method, path }: { method: string; path: string }): GatewayRequest => ({
  method,
  path,
  authorization: `Bearer ${bearer}`,
});

/** Revokes everybody's tokens. Those minted with a MaaS token first: the token is void when its own account is revoked. */
export async function revokeAll(holders: readonly Holder[], means: Means): Promise<Map<Holder, Why>> {
  const whys = new Map<Holder, Why>();
  let lost: string | undefined;
  const one = async (holder: Holder): Promise<void> => {
    // A gateway that did not answer one would not answer the others either, each as late.
    const attempt = lost === undefined ? revocation(holder, means) : Promise.resolve(lost);
    whys.set(
      holder,
      await attempt.catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        if (error instanceof NoAnswer) lost = why;
        return why;
      }),
    );
  };
  const atOnce = pLimit(AT_ONCE);
  const issuing = holders.filter(({ issued }) => issued.length > 0);
  for (const chained of issuing.filter(({ token }) => token !== undefined).toReversed()) await one(chained);
  await Promise.all(issuing.filter(({ token }) => token === undefined).map((holder) => atOnce(() => one(holder))));
  return whys;
}

async function revocation(holder: Holder, { layout, gateway, minted }: Means): Promise<Why> {
  const { revoke } = layout.api;
  if (revoke === undefined) return `the layout ${layout.name} names no way to revoke a token`;
  const open = await gateway();
  const foreign = isOld(holder, minted) ? await foreignKeys(holder, layout, open) : 0;
  if (foreign > 0)
    return `a revocation would also end ${foreign === 1 ? 'an API key' : `${foreign} API keys`} that the run did not make`;
  const { status } = await open.request(authorized(holder.bearer, revoke));
  return status === revoke.success ? undefined : `${revoke.method} ${revoke.path} answered ${status}`;
}

/** Whether MaaS may have known the holder before the run. */
const isOld = ({ issued }: Holder, { accountsBefore }: MintedFile): boolean =>
  issued.some(({ subject }) => {
    const account = accountOf(subject);
    return accountsBefore === undefined || (account !== undefined && accountsBefore.includes(accountText(account)));
  });

/** How many API keys that still work the holder has from elsewhere. */
async function foreignKeys({ bearer, issued }: Holder, { api }: Layout, gateway: Gateway): Promise<number> {
  if (api.keys === undefined) return 0;
  const ours = new Set(issued.flatMap(({ ids }) => ids));
  const answer = await gateway.request(authorized(bearer, api.keys.list));
  const keys = Keys.safeParse(answer.json).data ?? [];
  return keys.filter(({ id, status }) => status === 'active' && !ours.has(id)).length;
}
