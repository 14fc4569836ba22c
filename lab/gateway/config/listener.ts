import type { KeyPair } from '../../../sandbox/certificates.ts';
import { plainRoutes } from '../../../sandbox/gateway/plain-http.ts';
import type { World } from '../../../sandbox/world.ts';
import { httpFilters, LARGEST_BODY } from './filters.ts';
import { ROUTE_TABLES } from './routes.ts';
import { type Config, typed } from './typed.ts';

export interface ListenerParts {
  port: number;
  certificate: KeyPair;
  /** Files with the route tables, and the one that a line is written to for each request. */
  routeFiles: Record<keyof typeof ROUTE_TABLES, string>;
  accessLog: string;
  /** Most connections at once. */
  connections: number;
}

const HEADERS_WITHIN = '10s';
const STREAM_IDLE = '300s';
const CONNECTION_IDLE = '3600s';
/** How long a connection that is told to end may go on. */
export const DRAIN_SECONDS = 5;

/** The gateway's listener: one port of loopback for its listeners with TLS and, where it has one, that without. */
export function listener(world: World, parts: ListenerParts): Config {
  const plain = {
    filter_chain_match: { transport_protocol: 'raw_buffer' },
    filters: networkFilters(world, parts, 'plain'),
  };
  return {
    name: 'gateway',
    address: { socket_address: { address: '127.0.0.1', port_value: parts.port } },
    per_connection_buffer_limit_bytes: LARGEST_BODY + 1,
    listener_filters: [
      {
        name: 'envoy.filters.listener.tls_inspector',
        typed_config: typed('envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector'),
      },
    ],
    filter_chains: [
      {
        filter_chain_match: { transport_protocol: 'tls' },
        transport_socket: tls(world, parts.certificate),
        filters: networkFilters(world, parts, 'secure'),
      },
      ...(plainRoutes(world) === 'none' ? [] : [plain]),
    ],
  };
}

function tls(world: World, { cert, key }: KeyPair): Config {
  const old = world.behaviour.gateway.oldTlsVersions;
  return {
    name: 'envoy.transport_sockets.tls',
    typed_config: typed('envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext', {
      common_tls_context: {
        alpn_protocols: ['h2', 'http/1.1'],
        tls_params: { tls_minimum_protocol_version: old ? 'TLSv1_0' : 'TLSv1_2' },
        tls_certificates: [{ certificate_chain: { inline_string: cert }, private_key: { inline_string: key } }],
      },
    }),
  };
}

function networkFilters(world: World, parts: ListenerParts, routeTable: keyof typeof ROUTE_TABLES): Config[] {
  return [
    {
      name: 'envoy.filters.network.connection_limit',
      typed_config: typed('envoy.extensions.filters.network.connection_limit.v3.ConnectionLimit', {
        stat_prefix: routeTable,
        max_connections: parts.connections,
      }),
    },
    {
      name: 'envoy.filters.network.http_connection_manager',
      typed_config: typed(
        'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
        connectionManager(world, parts, routeTable),
      ),
    },
  ];
}

function connectionManager(
  world: World,
  { routeFiles, accessLog }: ListenerParts,
  routeTable: keyof typeof ROUTE_TABLES,
): Config {
  return {
    stat_prefix: 'gateway',
    codec_type: 'AUTO',
    server_name: 'istio-envoy',
    rds: { route_config_name: ROUTE_TABLES[routeTable], config_source: fileSource(routeFiles[routeTable]) },
    http_filters: httpFilters(world),
    access_log: [requestLog(accessLog)],
    use_remote_address: true,
    preserve_external_request_id: true,
    normalize_path: true,
    request_headers_timeout: HEADERS_WITHIN,
    stream_idle_timeout: STREAM_IDLE,
    common_http_protocol_options: { idle_timeout: CONNECTION_IDLE },
    drain_timeout: `${DRAIN_SECONDS}s`,
  };
}

export const fileSource = (path: string): Config => ({
  path_config_source: { path },
  resource_api_version: 'V3',
});

/** A line of JSON for each request that has ended: what `access-log.ts` reads. */
function requestLog(path: string): Config {
  const fields = {
    method: '%REQ(:METHOD)%',
    path: '%REQ(X-ENVOY-ORIGINAL-PATH?:PATH)%',
    protocol: '%PROTOCOL%',
    status: '%RESPONSE_CODE%',
    details: '%RESPONSE_CODE_DETAILS%',
    requestId: '%REQ(X-REQUEST-ID)%',
    destination: '%METADATA(ROUTE:maas:destination)%',
    limited: '%RESP(X-ENVOY-RATELIMITED)%',
  };
  return {
    name: 'envoy.access_loggers.file',
    typed_config: typed('envoy.extensions.access_loggers.file.v3.FileAccessLog', {
      path,
      log_format: { json_format: fields },
    }),
  };
}
