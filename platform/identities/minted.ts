import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Layout } from '../../layouts/layout.ts';
import { type Gateway, type GatewayAnswer, type GatewayRequest, NoAnswer } from '../gateway/gateway.ts';
import { writePrivateFile } from '../private-file.ts';
import { register } from '../redact.ts';
import { tokenClaims } from './claims.ts';

/** Tokens that MaaS has issued for one account. */
const Issued = z.object({
  /** The account, as the token names it; absent where it names none. */
  subject: z.string().optional(),
  count: z.number(),
  /** Until when the longest-lived one lives, Unix milliseconds; absent: not known. */
  until: z.number().optional(),
  /** Ids of the tokens, as far as the answers have them: an API key is known by its token's. */
  ids: z.array(z.string()),
});
export type Issued = z.infer<typeof Issued>;

/** Somebody with whose credential tokens were minted. */
const Minter = z.object({
  /** Name of a caller of the run; absent where somebody else minted, such as a MaaS token itself. */
  caller: z.string().optional(),
  /** The credential, where it is no caller's OpenShift token. */
  token: z.string().optional(),
  /** A mint was sent, and its answer is not known: the run may have been killed between. */
  pending: z.number(),
  issued: z.array(Issued),
});
export type Minter = z.infer<typeof Minter>;

const File = z.object({
  /** `namespace/name` of MaaS' accounts before the run's first mint; absent where they could not be read. */
  accountsBefore: z.array(z.string()).optional(),
  minters: z.array(Minter),
});
export type MintedFile = z.infer<typeof File>;

const fileIn = (privateFolder: string): string => join(privateFolder, 'minted.json');

/** What a run has had minted, as whichever process did it has written down. */
export function mintedIn(privateFolder: string): MintedFile {
  let text: string;
  try {
    text = readFileSync(fileIn(privateFolder), 'utf8');
  } catch {
    return { minters: [] };
  }
  const found = File.parse(JSON.parse(text));
  register(...found.minters.map(({ token }) => token));
  return found;
}

/** The paths that give tokens or API keys: the guide's `/maas-api/token`, the release's `/v1/tokens` and `/v1/api-keys`. */
const GIVES_TOKENS = /\/(tokens?|api-keys)\/?(\?.*)?$/;
const Answer = z.looseObject({ token: z.string().min(1), jti: z.string().optional().catch(undefined) });

const isMint = ({ method, path }: GatewayRequest): boolean => method === 'POST' && GIVES_TOKENS.test(path);

function bearerOf({ as, authorization, headers = {} }: GatewayRequest): string | undefined {
  const given = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  const text = as === undefined ? ([given].flat()[0] ?? authorization) : `Bearer ${as.maasToken}`;
  return /^bearer\s+(\S+)$/i.exec(text ?? '')?.[1];
}

/** The file with more tokens of a minter. */
function withIssued(minter: Minter, answer: GatewayAnswer | undefined, layout: Layout): Minter {
  const pending = minter.pending - 1;
  const parsed = Answer.safeParse(answer?.json).data;
  if (answer === undefined || answer.status >= 300 || parsed === undefined) return { ...minter, pending };
  register(parsed.token);
  const { subject, expiresAt } = tokenClaims(parsed.token, layout.token);
  const known = minter.issued.find((one) => one.subject === subject) ?? { subject, count: 0, ids: [] };
  const until = Math.max(known.until ?? 0, expiresAt ?? 0);
  const next: Issued = {
    subject,
    count: known.count + 1,
    until: until === 0 ? undefined : until,
    ids: [...known.ids, ...(parsed.jti === undefined ? [] : [parsed.jti])],
  };
  return { ...minter, pending, issued: [...minter.issued.filter((one) => one.subject !== subject), next] };
}

export interface NotingOptions {
  privateFolder: string;
  layout: Layout;
  /** The name of the caller whose OpenShift token this is. */
  callerOf(token: string): string | undefined;
  /** `namespace/name` of MaaS' accounts now; asked once, before the first mint. */
  accounts(): Promise<string[] | undefined>;
}

/**
 * The gateway, writing down who had a token minted before it is asked for, and for which account when it is answered:
 * whichever check mints, the end of the run knows what to revoke, and a killed run's sweep does.
 */
export function noting(gateway: Gateway, { privateFolder, layout, callerOf, accounts }: NotingOptions): Gateway {
  let before: Promise<void> | undefined;
  const change = (changed: (file: MintedFile) => MintedFile): void =>
    writePrivateFile(fileIn(privateFolder), JSON.stringify(changed(mintedIn(privateFolder))));
  const changeMinter = (token: string, changed: (minter: Minter) => Minter): void =>
    change((file) => {
      const caller = callerOf(token);
      const isHers = (one: Minter): boolean => (caller === undefined ? one.token === token : one.caller === caller);
      const known = file.minters.find(isHers) ?? {
        ...(caller === undefined ? { token } : { caller }),
        pending: 0,
        issued: [],
      };
      const next = changed(known);
      const isNothing = next.pending === 0 && next.issued.length === 0;
      return { ...file, minters: [...file.minters.filter((one) => !isHers(one)), ...(isNothing ? [] : [next])] };
    });
  const look = async (): Promise<void> => {
    if (mintedIn(privateFolder).accountsBefore !== undefined) return;
    const accountsBefore = await accounts();
    if (accountsBefore !== undefined) change((file) => ({ ...file, accountsBefore }));
  };
  /** Announces mints; the answer takes what they came to. */
  const announced = async (requests: readonly GatewayRequest[]) => {
    const bearers = requests.map((request) => (isMint(request) ? bearerOf(request) : undefined));
    if (bearers.some((token) => token !== undefined)) {
      before ??= look();
      await before;
    }
    for (const token of bearers)
      if (token !== undefined) changeMinter(token, (minter) => ({ ...minter, pending: minter.pending + 1 }));
    return (answers: readonly (GatewayAnswer | NoAnswer | undefined)[]): void => {
      for (const [index, token] of bearers.entries()) {
        const answer = answers[index];
        // Without an answer nobody knows whether a token was issued: the mint stays announced.
        if (token === undefined || answer === undefined || answer instanceof NoAnswer) continue;
        changeMinter(token, (minter) => withIssued(minter, answer, layout));
      }
    };
  };
  return {
    ...gateway,
    request: async (request) => {
      if (!isMint(request)) return gateway.request(request);
      const ended = await announced([request]);
      const answer = await gateway.request(request);
      ended([answer]);
      return answer;
    },
    burst: async (requests) => {
      if (!requests.some(isMint)) return gateway.burst(requests);
      const ended = await announced(requests);
      const answers = await gateway.burst(requests);
      ended(answers);
      return answers;
    },
  };
}
