import { z } from 'zod';
import type { GatewayObject } from '../cluster/kinds/gateway-api.ts';
import type { DeclaredModel } from './declared.ts';

const Address = z.looseObject({ url: z.string().optional().catch(undefined) });
const Status = z.looseObject({
  url: z.string().optional().catch(undefined),
  address: Address.optional().catch(undefined),
  addresses: z.array(Address).optional().catch(undefined),
});

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
    const status = Status.safeParse(object.status).data;
    const urls = [status?.url, status?.address?.url, ...(status?.addresses ?? []).map(({ url }) => url)];
    const outside = urls
      .flatMap((url) => url ?? [])
      .filter((url) => hostOf(url).some((host) => !INTERNAL.test(host) && !isOwn(host, gateway, promised)));
    return [...new Set(outside)].map((url) => `${kind} ${namespace}/${name} is served at ${url}`);
  });
}
