import { z } from 'zod';
import type { Layout } from '../../layouts/layout.ts';
import type { LiveCluster } from '../cluster/live.ts';
import { tokenClaims } from './claims.ts';
import type { Bearer } from './given.ts';
import { accountOf, accountText, type MaasAccount, maasAccounts, madeFor, removeAccount } from './maas-accounts.ts';
import type { Issued } from './minted.ts';
import { authorized, type Holder, type Means, revokeAll, type Why } from './revocation.ts';

export interface EndOptions extends Means {
  /** The callers of the run, given and our own. */
  callers: readonly Bearer[];
  /** `system:serviceaccount:NAMESPACE:NAME` of each service account that the run has made. */
  ownUsernames: readonly string[];
  /** Where MaaS keeps its accounts; absent where the run had no cluster. */
  cluster?: LiveCluster;
}

const Minted = z.looseObject({ token: z.string().min(1) });

/**
 * Ends what a run has had minted: revokes it in the layout's way, then deletes the accounts that MaaS did not have before.
 * A caller's older tokens go with a revocation, as the release has no other; where it has older API keys, it is spared.
 * Answers what still lives, each with the reason. Throws nothing that a gateway or a cluster can cause.
 */
export async function endMinted(options: EndOptions): Promise<string[]> {
  const { minted, ownUsernames } = options;
  if (minted.minters.length === 0 && ownUsernames.length === 0) return [];
  const holders = await Promise.all(holdersOf(options).map((holder) => learnt(holder, options)));
  const whys = await revokeAll(holders, options);
  const gone = await accountsRemoved(holders, options);
  const isVoid = ({ subject, until = Number.POSITIVE_INFINITY }: Issued, why: Why): boolean => {
    const account = accountOf(subject);
    const isGone = account !== undefined && gone.get(accountText(account)) === 'gone';
    return why === undefined || isGone || until <= Date.now();
  };
  const living = holders.flatMap((holder) => {
    const why = whys.get(holder);
    const issued = holder.issued.filter((one) => !isVoid(one, why));
    return issued.length === 0 ? [] : [{ name: holder.name, issued, why: why ?? '' }];
  });
  return [...together(living), ...[...gone.values()].filter((outcome) => outcome !== 'gone')];
}

/** The minters whose credential is known. */
function holdersOf({ minted, callers }: EndOptions): Holder[] {
  return minted.minters.flatMap((minter) => {
    const bearer = minter.token ?? callers.find(({ name }) => name === minter.caller)?.openshiftToken;
    return bearer === undefined ? [] : [{ ...minter, bearer, name: minter.caller ?? 'accounts of the run’s own' }];
  });
}

const shortest = ({ api }: Layout): Record<string, string> =>
  api.mintLifetimeField === undefined ? {} : { [api.mintLifetimeField]: '10m' };

/** A mint whose answer was lost is asked for once more: its token tells the account, and is revoked with the others. */
async function learnt(holder: Holder, { layout, gateway }: EndOptions): Promise<Holder> {
  if (holder.pending === 0) return holder;
  try {
    const open = await gateway();
    const answer = await open.request({ ...authorized(holder.bearer, layout.api.mint), body: shortest(layout) });
    const { token } = Minted.parse(answer.json);
    const { subject, expiresAt: until } = tokenClaims(token, layout.token);
    return { ...holder, issued: [...holder.issued, { subject, count: holder.pending, until, ids: [] }] };
  } catch {
    // Whoever is refused now had nothing to mint with, and a gateway that is gone is told of with the others.
    return holder;
  }
}

/** Deletes the accounts that MaaS made for this run: `gone`, or why not, by `namespace/name`. */
async function accountsRemoved(holders: readonly Holder[], options: EndOptions): Promise<Map<string, string>> {
  const { cluster, ownUsernames } = options;
  const before = options.minted.accountsBefore;
  const outcomes = new Map<string, string>();
  if (cluster === undefined || before === undefined) return outcomes;
  const now = (await maasAccounts(cluster)) ?? [];
  const minted = new Set(holders.flatMap(({ issued }) => issued.flatMap(({ subject }) => subjectKey(subject))));
  const mine: MaasAccount[] = [
    ...now.filter((account) => minted.has(accountText(account))),
    ...madeFor(ownUsernames, now),
  ];
  for (const account of mine) {
    const key = accountText(account);
    if (before.includes(key) || outcomes.has(key)) continue;
    outcomes.set(key, (await removeAccount(cluster, account)) ?? 'gone');
  }
  return outcomes;
}

const subjectKey = (subject: string | undefined): string[] => {
  const account = accountOf(subject);
  return account === undefined ? [] : [accountText(account)];
};

interface Living {
  name: string;
  issued: readonly Issued[];
  why: string;
}

const FEW = 3;

/** One sentence for each reason: thirty callers of whom none can be revoked are one matter. */
function together(living: readonly Living[]): string[] {
  return [...Map.groupBy(living, ({ why }) => why)].map(([why, all]) => {
    const issued = all.flatMap((one) => one.issued);
    const count = issued.reduce((sum, one) => sum + one.count, 0);
    const ends = issued.map(({ until }) => until ?? Number.POSITIVE_INFINITY);
    const last = Math.max(...ends);
    const until = Number.isFinite(last) ? `until ${new Date(last).toISOString()}` : 'for a time that is not known';
    const names = [...new Set(all.map(({ name }) => name))];
    const whose = names.length > FEW ? `${names.length} callers` : names.join(', ');
    return `${count} MaaS ${count === 1 ? 'token' : 'tokens'} of ${whose}, valid ${until}: ${why}`;
  });
}
