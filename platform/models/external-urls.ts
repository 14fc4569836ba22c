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

/** Whether a host is the gateway's: one of its listeners', or of the addresses in its status. */
function isOwn(host: string, gateway: GatewayObject): boolean {
  const names = gateway.spec.listeners.flatMap(({ hostname }) => hostname ?? []);
  const addresses = (gateway.status?.addresses ?? []).map(({ value }) => value);
  return [...names, ...addresses].some(
    (name) => name === host || (name.startsWith('*.') && host.endsWith(name.slice(1))),
  );
}

/** Models whose status gives an address outside the cluster that is not the gateway's: a way around it (FM-50). */
export function externalUrls(models: readonly DeclaredModel[], gateway: GatewayObject): string[] {
  return models.flatMap(({ kind, namespace, name, object }) => {
    const status = Status.safeParse(object.status).data;
    const urls = [status?.url, status?.address?.url, ...(status?.addresses ?? []).map(({ url }) => url)];
    const outside = urls
      .flatMap((url) => url ?? [])
      .filter((url) => hostOf(url).some((host) => !INTERNAL.test(host) && !isOwn(host, gateway)));
    return [...new Set(outside)].map((url) => `${kind} ${namespace}/${name} is served at ${url}`);
  });
}
