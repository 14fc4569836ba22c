import { Resolver } from 'node:dns/promises';
import { z } from 'zod';
import { WAITS } from '../waits.ts';

/** What the DNS says of a host, asked from this machine. */
export type Resolution =
  | { kind: 'resolved'; addresses: string[] }
  /** The DNS answered that there is no such name, or no address for it. */
  | { kind: 'no-such-name' }
  /** No DNS answered: nothing is known. */
  | { kind: 'unknown'; reason: string };

export type Resolve = (host: string) => Promise<Resolution>;

const DnsError = z.object({ code: z.string() });

/** The addresses (IPv4 and IPv6) of a host, as this machine's DNS servers tell them; its hosts file is not asked. */
export const resolveHost: Resolve = async (host) => {
  const resolver = new Resolver({ timeout: WAITS.nameResolution, tries: 1 });
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  if (addresses.length > 0) return { kind: 'resolved', addresses };
  const codes = answers.flatMap((answer) =>
    answer.status === 'rejected' ? (DnsError.safeParse(answer.reason).data?.code ?? 'no code') : [],
  );
  if (codes.every((code) => code === 'ENOTFOUND' || code === 'ENODATA')) return { kind: 'no-such-name' };
  return { kind: 'unknown', reason: `the DNS of this machine did not answer (${[...new Set(codes)].join(', ')})` };
};
