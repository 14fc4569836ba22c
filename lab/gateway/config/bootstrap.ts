import { cluster } from './clusters.ts';
import { SERVICES } from './filters.ts';
import { fileSource } from './listener.ts';
import type { Config } from './typed.ts';

export interface BootstrapParts {
  ports: { admin: number; authorizer: number; limiter: number };
  listener: Config;
  clustersFile: string;
}

/** What Envoy starts with: its listener and the services that it asks; routes and back ends come from files that change. */
export function bootstrap({ ports, listener, clustersFile }: BootstrapParts): Config {
  return {
    node: { id: 'maas-default-gateway', cluster: 'maas-default-gateway' },
    admin: { address: { socket_address: { address: '127.0.0.1', port_value: ports.admin } } },
    static_resources: {
      listeners: [listener],
      clusters: [
        cluster(SERVICES.authorizer, ports.authorizer, 'http2'),
        cluster(SERVICES.limiter, ports.limiter, 'http2'),
      ],
    },
    dynamic_resources: { cds_config: fileSource(clustersFile) },
  };
}
