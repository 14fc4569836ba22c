import { z } from 'zod';
import { absentOr, listOf, Text } from '../cluster/kinds/base.ts';
import type { GatewayObject } from '../cluster/kinds/gateway-api.ts';
import { Inconclusive } from '../outcome.ts';
import type { DeclaredModel } from './declared.ts';

const Address = z.looseObject({ url: Text });
const Status = z.looseObject({ url: Text, address: absentOr(Address), addresses: listOf(Address) });

/** Names of the cluster's own network. */
const INTERNAL = /\.svc(\.|$)/;

const hostOf = (url: string): string[] => (URL.canParse(url) ? [new URL(url).hostname] : []);

/**
 * Whether a host is the gateway's: the promised one, one of its listeners', or of the addresses in its status. A listener
 * without a host name is for every host.
 */
function isOwn(host: string, gateway: GatewayObject, promised: RegExp): boolean {
  const names = gateway.spec.listeners.map(({ hostname }) => hostname);
  const addresses = (gateway.status?.addresses ?? []).map(({ value }) => value);
  return (
    promised.test(host) ||
    [...names, ...addresses].some(
      (name) => name === undefined || name === host || (name.startsWith('*.') && host.endsWith(name.slice(1))),
    )
  );
}

/** Models whose status gives an address outside the cluster that is not the gateway's: a way around it (FM-50). */
export function externalUrls(models: readonly DeclaredModel[], gateway: GatewayObject, promised: RegExp): string[] {
  return models.flatMap(({ kind, namespace, name, object }) => {
    const read = Status.safeParse(object.status ?? {});
    if (!read.success) throw new Inconclusive(`the addresses of ${kind} ${namespace}/${name} could not be understood`);
    const { url: own, address, addresses = [] } = read.data;
    const urls = [own, address?.url, ...addresses.map(({ url }) => url)];
    const outside = urls
      .flatMap((url) => url ?? [])
      .filter((url) => hostOf(url).some((host) => !INTERNAL.test(host) && !isOwn(host, gateway, promised)));
    return [...new Set(outside)].map((url) => `${kind} ${namespace}/${name} is served at ${url}`);
  });
}
