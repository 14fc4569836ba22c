import type { Layout } from '../../layouts/layout.ts';
import { Gateway } from '../cluster/kinds/gateway-api.ts';
import { Route } from '../cluster/kinds/route.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import { Inconclusive } from '../outcome.ts';
import type { GatewayAddress } from './client.ts';

const GIVE_IT = 'give it with --gateway-url';

async function byRoute(cluster: ClusterReader, layout: Layout): Promise<GatewayAddress> {
  const { gateway, namespaces } = layout;
  const routes = (await cluster.listIfKnown(Route, { namespace: namespaces.gateway })) ?? [];
  const leads = (route: (typeof routes)[number]): boolean =>
    route.spec.to.name.startsWith(gateway.name) || route.metadata.name.startsWith(gateway.name);
  const found = routes.find((route) => route.spec.host !== undefined && leads(route));
  if (found?.spec.host === undefined) {
    throw new Inconclusive(
      `no Route in namespace ${namespaces.gateway} leads to ${gateway.name}, so the gateway's URL is unknown; ${GIVE_IT}`,
    );
  }
  const scheme = found.spec.tls === undefined ? 'http' : 'https';
  return {
    url: new URL(`${scheme}://${found.spec.host}`),
    foundBy: `Route ${namespaces.gateway}/${found.metadata.name}`,
  };
}

async function byListener(cluster: ClusterReader, layout: Layout): Promise<GatewayAddress> {
  const { gateway, namespaces } = layout;
  const subject = `Gateway ${namespaces.gateway}/${gateway.name}`;
  const object = await cluster.find(Gateway, gateway.name, namespaces.gateway);
  const listeners = object?.spec.listeners ?? [];
  const listener =
    listeners.find(({ protocol, hostname }) => protocol === 'HTTPS' && hostname !== undefined) ??
    listeners.find(({ hostname }) => hostname !== undefined);
  // A wildcard says which hosts are served, not which one is.
  if (listener?.hostname === undefined || listener.hostname.startsWith('*')) {
    const why = object === undefined ? 'does not exist' : 'has no listener with a full hostname';
    throw new Inconclusive(`${subject} ${why}, so the gateway's URL is unknown; ${GIVE_IT}`);
  }
  const scheme = listener.protocol === 'HTTPS' ? 'https' : 'http';
  const url = new URL(`${scheme}://${listener.hostname}:${listener.port ?? ''}`);
  return { url, foundBy: `listener ${listener.name} of ${subject}` };
}

/** Finds the gateway's URL in the cluster, as the layout exposes it. Throws Inconclusive naming what to give. */
export async function discoverGateway(cluster: ClusterReader, layout: Layout): Promise<GatewayAddress> {
  try {
    return await (layout.gateway.exposure === 'route' ? byRoute(cluster, layout) : byListener(cluster, layout));
  } catch (error) {
    if (!(error instanceof Inconclusive) || error.message.includes(GIVE_IT)) throw error;
    throw new Inconclusive(`the gateway's URL is unknown: ${error.message}; ${GIVE_IT}`);
  }
}
