import { failsOpen } from '../../../sandbox/limiter/limiter.ts';
import type { World } from '../../../sandbox/world.ts';
import { USAGE_KEYS } from '../limited-request.ts';
import { MODEL_HEADER } from '../route-context.ts';
import { type Config, typed } from './typed.ts';

export const EXT_AUTHZ = 'envoy.filters.http.ext_authz';
export const RATE_LIMIT = 'envoy.filters.http.ratelimit';
/** Metadata of a request: what an answer used, and the model that a body names. */
export const USAGE = 'maas.usage';
const ASKED = 'maas.request';

/** The clusters of the services that are asked about each request. */
export const SERVICES = { authorizer: 'kuadrant-auth-service', limiter: 'kuadrant-ratelimit-service' } as const;

/** Most bytes of a body that the guide's gateway takes. */
export const LARGEST_BODY = 4 * 1024 * 1024;
/** Largest event of a stream that is read for its usage. */
const LARGEST_EVENT = 1 << 20;
/** Longer than a component takes on a busy machine: here a late answer is none that failed. */
const ASKED_WITHIN = '5s';

const http = (name: string, message: string, fields: Config = {}, more: Config = {}): Config => ({
  name: `envoy.filters.http.${name}`,
  typed_config: typed(`envoy.extensions.filters.http.${name}.v3.${message}`, fields),
  ...more,
});

const asked = (cluster: string): Config => ({ envoy_grpc: { cluster_name: cluster }, timeout: ASKED_WITHIN });

/** The filters of a request, in their order; those that ask somebody do so only on the routes that say it. */
export function httpFilters(world: World): Config[] {
  const guide = world.installation === 'guide';
  const authorization = http(
    'ext_authz',
    'ExtAuthz',
    {
      grpc_service: asked(SERVICES.authorizer),
      transport_api_version: 'V3',
      failure_mode_allow: false,
      status_on_error: { code: 'InternalServerError' },
      encode_raw_headers: true,
    },
    { disabled: true },
  );
  const limits = http(
    'ratelimit',
    'RateLimit',
    {
      domain: 'maas-default-gateway',
      timeout: ASKED_WITHIN,
      failure_mode_deny: !failsOpen(world),
      rate_limit_service: { grpc_service: asked(SERVICES.limiter), transport_api_version: 'V3' },
    },
    { disabled: true },
  );
  return [
    ...(guide ? [http('body_size_limit', 'BodySizeLimit', { max_request_bytes: LARGEST_BODY })] : []),
    http('json_to_metadata', 'JsonToMetadata', {
      ...(guide && { request_rules: { rules: [modelRule()], allow_empty_content_type: true, ...ANY_CONTENT } }),
      response_rules: { rules: usageRules() },
    }),
    http('sse_to_metadata', 'SseToMetadata', { response_rules: streamRules() }),
    ...(guide ? [http('lua', 'Lua', { default_source_code: { inline_string: MODEL_SCRIPT } })] : []),
    authorization,
    limits,
    http('router', 'Router'),
  ];
}

const ANY_CONTENT = { allow_content_types_regex: { regex: '.*' } };

const modelRule = (): Config => ({
  selectors: [{ key: 'model' }],
  on_present: { metadata_namespace: ASKED, key: 'model' },
});

function usageRules(): Config[] {
  const rule = (field: string, key: string, type: 'STRING' | 'NUMBER'): Config => ({
    selectors: [{ key: 'usage' }, { key: field }],
    on_present: { metadata_namespace: USAGE, key, type },
  });
  return [
    rule('total_tokens', 'total_tokens', 'NUMBER'),
    rule('prompt_tokens', USAGE_KEYS.prompt, 'STRING'),
    rule('completion_tokens', USAGE_KEYS.completion, 'STRING'),
  ];
}

function streamRules(): Config {
  const streamed = {
    selectors: [{ key: 'usage' }, { key: 'total_tokens' }],
    on_present: { metadata_namespace: USAGE, key: USAGE_KEYS.streamed, value: 'true' },
  };
  const rules = [...usageRules(), streamed].map((rule) => ({ rule }));
  return {
    content_parser: {
      name: 'envoy.content_parsers.json',
      typed_config: typed('envoy.extensions.content_parsers.json.v3.JsonContentParser', { rules }),
    },
    max_event_size: LARGEST_EVENT,
  };
}

/** Tells the routes the model that the body names, over what the caller says of it; only what a header may hold. */
const MODEL_SCRIPT = `
function envoy_on_request(handle)
  local headers = handle:headers()
  headers:remove("${MODEL_HEADER}")
  local asked = handle:streamInfo():dynamicMetadata():get("${ASKED}")
  local model = asked and asked["model"]
  if type(model) == "string" and #model > 0 and #model <= 256 and not model:find("[^\\32-\\126]") then
    headers:add("${MODEL_HEADER}", model)
  end
  handle:clearRouteCache()
end
`;
