import type { Catalogue } from './catalogue.ts';
import type { ResourceType } from './resources.ts';

const METADATA_SCHEMA = {
  type: 'object',
  description: 'Standard metadata of an object.',
  properties: {
    name: { type: 'string' },
    namespace: { type: 'string' },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    annotations: { type: 'object', additionalProperties: { type: 'string' } },
  },
  'x-kubernetes-preserve-unknown-fields': true,
};
const ANY = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
/** The parameters of a write. kubectl looks for them before it dares a dry run or leaves validation to the server. */
const WRITE_PARAMETERS = ['dryRun', 'fieldManager', 'fieldValidation'].map((name) => ({
  name,
  in: 'query',
  schema: { type: 'string', uniqueItems: true },
}));

const gvk = ({ group, version, kind }: ResourceType) => ({ group, version, kind });
const schemaName = ({ group, version, kind }: ResourceType): string =>
  `${(group || 'core').split('.').reverse().join('.')}.${version}.${kind}`;
const groupVersionPath = (group: string, version: string): string =>
  group === '' ? `api/${version}` : `apis/${group}/${version}`;

function schemaOf(type: ResourceType): Record<string, unknown> {
  const own = typeof type.schema === 'object' && type.schema !== null ? type.schema : { ...ANY };
  const properties = 'properties' in own && typeof own.properties === 'object' ? own.properties : {};
  return {
    description: `${type.kind} of the sandbox.`,
    ...own,
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      ...properties,
      metadata: METADATA_SCHEMA,
    },
    'x-kubernetes-group-version-kind': [gvk(type)],
  };
}

function operation(type: ResourceType, action: string) {
  const content = { 'application/json': { schema: { $ref: `#/components/schemas/${schemaName(type)}` } } };
  return {
    operationId: `${action}${type.kind}`,
    parameters: action === 'get' ? [] : WRITE_PARAMETERS,
    responses: { 200: { description: 'OK', content } },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': gvk(type),
  };
}

function pathsOf(type: ResourceType): [string, unknown][] {
  const root = `/${groupVersionPath(type.group, type.version)}/${type.namespaced ? 'namespaces/{namespace}/' : ''}${type.plural}`;
  return [
    [root, { get: operation(type, 'list'), post: operation(type, 'post') }],
    [
      `${root}/{name}`,
      {
        get: operation(type, 'get'),
        put: operation(type, 'put'),
        patch: operation(type, 'patch'),
        delete: operation(type, 'delete'),
      },
    ],
  ];
}

/** `GET /openapi/v3`: where each group version's document is. */
export function openApiIndex(catalogue: Catalogue) {
  const found = new Set(catalogue.types().map(({ group, version }) => groupVersionPath(group, version)));
  return {
    paths: Object.fromEntries([...found].map((path) => [path, { serverRelativeURL: `/openapi/v3/${path}` }])),
  };
}

const INFO = { title: 'Kubernetes', version: 'v1.33.5' };

/** `GET /openapi/v3/apis/GROUP/VERSION`: enough for `kubectl explain`, validation and dry runs; undefined when not served. */
export function openApiDocument(catalogue: Catalogue, path: string) {
  const types = catalogue.types().filter(({ group, version }) => groupVersionPath(group, version) === path);
  if (types.length === 0) return undefined;
  return {
    openapi: '3.0.0',
    info: INFO,
    paths: Object.fromEntries(types.flatMap(pathsOf)),
    components: { schemas: Object.fromEntries(types.map((type) => [schemaName(type), schemaOf(type)])) },
  };
}

/** `GET /openapi/v2`: the older form, of the types' names alone. */
export function swagger(catalogue: Catalogue) {
  return {
    swagger: '2.0',
    info: INFO,
    paths: {},
    definitions: Object.fromEntries(
      catalogue.types().map((type) => [schemaName(type), { ...ANY, 'x-kubernetes-group-version-kind': [gvk(type)] }]),
    ),
  };
}
