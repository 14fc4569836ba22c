import { dnsName, type HostRecords } from '../cluster/dns-records.ts';
import type { Resolution, Resolve } from './name-resolution.ts';

/** Whether the DNS leads a host to the gateway: yes, no, or nobody can tell from here. */
export type HostAddress =
  | { kind: 'leads'; how: string }
  | { kind: 'problem'; problem: string }
  | { kind: 'unknown'; reason: string };

const IP = /^[0-9.]+$|:/;

/** The addresses as the DNS answers: a load balancer's name stands for what it resolves to. */
async function numbersOf(addresses: readonly string[], resolve: Resolve): Promise<string[]> {
  const answers = await Promise.all(
    addresses.map(async (address): Promise<string[]> => {
      if (IP.test(address)) return [address];
      const answer = await resolve(address);
      return answer.kind === 'resolved' ? answer.addresses : [];
    }),
  );
  return answers.flat();
}

const elsewhere = (host: string, there: readonly string[], gateway: readonly string[], wildcard: boolean): string =>
  `${host} ${wildcard ? 'has no record but the router’s wildcard, and leads' : 'leads'} to ${there.join(', ')}, not to the gateway at ${gateway.join(', ')} (FM-11)`;

/** Judges what the DNS answered where the cluster has published no record of its own for the host. */
async function byAnswer(
  host: string,
  gateway: readonly string[],
  { wildcard }: HostRecords,
  answer: Resolution,
  resolve: Resolve,
): Promise<HostAddress> {
  if (answer.kind === 'resolved') {
    const wanted = await numbersOf(gateway, resolve);
    if (answer.addresses.some((address) => wanted.includes(address))) {
      return { kind: 'leads', how: `the DNS answers ${answer.addresses.join(', ')}` };
    }
    return { kind: 'problem', problem: elsewhere(host, answer.addresses, gateway, wildcard.length > 0) };
  }
  const byWildcard = wildcard.filter((target) => !gateway.includes(target));
  if (wildcard.length > 0 && byWildcard.length === wildcard.length) {
    return { kind: 'problem', problem: elsewhere(host, wildcard, gateway, true) };
  }
  if (wildcard.length > 0) return { kind: 'leads', how: `the wildcard record leads to ${wildcard.join(', ')}` };
  return answer.kind === 'no-such-name'
    ? { kind: 'problem', problem: `${host} does not resolve: no DNS record leads to ${gateway.join(', ')} (FM-11)` }
    : { kind: 'unknown', reason: `whether ${host} leads to the gateway is not known: ${answer.reason}` };
}

/**
 * Whether a listener's host leads to the gateway's addresses (FM-11): by the record that the cluster published for it,
 * which is the same for every caller; else by what the DNS answers here. A wildcard record leads to the router.
 */
export async function hostAddress(
  host: string,
  addresses: readonly string[],
  records: HostRecords,
  resolve: Resolve,
): Promise<HostAddress> {
  const gateway = addresses.map(dnsName);
  if (records.own.length === 0) return byAnswer(host, gateway, records, await resolve(host), resolve);
  return records.own.some((target) => gateway.includes(target))
    ? { kind: 'leads', how: `its DNS record leads to ${records.own.join(', ')}` }
    : { kind: 'problem', problem: elsewhere(host, records.own, gateway, false) };
}
