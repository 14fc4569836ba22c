import { type Config, typed } from './typed.ts';

/** As Istio sets them: no bound of the proxy's own. */
const UNBOUNDED = 4_294_967_295;
const CIRCUIT_BREAKERS = {
  thresholds: [
    { max_connections: UNBOUNDED, max_pending_requests: UNBOUNDED, max_requests: UNBOUNDED, max_retries: UNBOUNDED },
  ],
};
const CONNECT_TIMEOUT = '1s';

const endpoint = (port: number): Config => ({
  endpoint: { address: { socket_address: { address: '127.0.0.1', port_value: port } } },
});

/** A cluster with one endpoint at a port of loopback, or none. */
export function cluster(name: string, port: number | undefined, protocol: 'http1' | 'http2' = 'http1'): Config {
  const explicit = protocol === 'http2' ? { http2_protocol_options: {} } : { http_protocol_options: {} };
  return {
    name,
    type: 'STATIC',
    connect_timeout: CONNECT_TIMEOUT,
    circuit_breakers: CIRCUIT_BREAKERS,
    load_assignment: {
      cluster_name: name,
      endpoints: [{ lb_endpoints: port === undefined ? [] : [endpoint(port)] }],
    },
    typed_extension_protocol_options: {
      'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': typed(
        'envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
        { explicit_http_config: explicit },
      ),
    },
  };
}
