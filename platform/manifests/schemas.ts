import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { z } from 'zod';

/** A definition as it is in a file: what of it says how its objects look. */
const Definition = z.looseObject({
  kind: z.literal('CustomResourceDefinition'),
  spec: z.looseObject({
    group: z.string(),
    names: z.looseObject({ kind: z.string() }),
    versions: z.array(
      z.looseObject({
        name: z.string(),
        served: z.boolean().default(true),
        schema: z.looseObject({ openAPIV3Schema: z.looseObject({}).optional() }).optional(),
      }),
    ),
  }),
});

const Typed = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});

type Schema = Record<string, unknown>;
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What every object has besides what its definition says; a definition leaves it to the API server. */
const OF_ALL = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object' } };

/** Fields of a structural schema that hold schemas, by how they hold them. */
const BY_NAME = ['properties'];
const ONE = ['items', 'additionalProperties', 'not'];
const SEVERAL = ['allOf', 'anyOf', 'oneOf'];

/**
 * A structural schema as JSON Schema: fields that it does not name are dropped by the API server, so they are mistakes here,
 * unless it keeps them; numbers may be texts where it says so; of formats and rules in CEL nothing is known without a server.
 */
function jsonSchema(schema: unknown, isRoot = false): unknown {
  if (!isSchema(schema)) return schema;
  const { type, nullable, properties, ...rest } = schema;
  const mixed = schema['x-kubernetes-int-or-string'] === true;
  const types = mixed ? ['integer', 'string'] : typeof type === 'string' ? [type] : [];
  const keeps =
    schema['x-kubernetes-preserve-unknown-fields'] === true || schema['x-kubernetes-embedded-resource'] === true;
  const isClosed = isSchema(properties) && !keeps && schema['additionalProperties'] === undefined;
  const named = isSchema(properties) ? { ...properties, ...(isRoot && OF_ALL) } : undefined;
  const own = Object.entries({ ...rest, ...(named !== undefined && { properties: named }) }).flatMap(
    ([key, value]): [string, unknown][] => {
      if (key.startsWith('x-kubernetes-') || key === 'format' || key === 'default' || key === 'example') return [];
      if (BY_NAME.includes(key) && isSchema(value))
        return [[key, Object.fromEntries(Object.entries(value).map(([name, one]) => [name, jsonSchema(one)]))]];
      if (ONE.includes(key)) return [[key, jsonSchema(value)]];
      // What stands there says more of the same fields, and is no whole: it closes nothing.
      if (SEVERAL.includes(key) && !mixed && Array.isArray(value)) return [[key, value]];
      return SEVERAL.includes(key) ? [] : [[key, value]];
    },
  );
  return {
    ...Object.fromEntries(own),
    ...(types.length > 0 && { type: nullable === true ? [...types, 'null'] : types }),
    ...(isClosed && { additionalProperties: false }),
  };
}

/** The object's place for a human: `spec.router.route`. */
const placeOf = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.') || 'the object';

function sentence({ instancePath, keyword, params, message = 'is wrong' }: ErrorObject): string {
  const place = placeOf(instancePath);
  if (keyword === 'additionalProperties') {
    const field = [...(instancePath === '' ? [] : [place]), String(params['additionalProperty'])].join('.');
    return `${field} is no field of its kind: the API server would drop it`;
  }
  if (keyword === 'required') return `${place} lacks ${String(params['missingProperty'])}`;
  if (keyword === 'enum') return `${place} must be one of ${(params['allowedValues'] as unknown[]).join(', ')}`;
  return `${place} ${message}`;
}

/** What the definitions among documents say of objects: undefined where none is of its group and kind. */
export interface Definitions {
  problems(document: unknown): string[];
  /** How many kinds are defined. */
  kinds: number;
}

/** Reads the CustomResourceDefinitions among documents. A schema that cannot be compiled is no mistake of the objects: its kind is left out. */
export function definitionsIn(documents: readonly unknown[]): Definitions {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false });
  const kinds = new Map<string, Map<string, ValidateFunction | undefined>>();
  for (const document of documents) {
    const definition = Definition.safeParse(document).data;
    if (definition === undefined) continue;
    const { group, names, versions } = definition.spec;
    const served = versions.filter((version) => version.served);
    const compiled = served.map(({ name, schema }): [string, ValidateFunction | undefined] => [
      name,
      compile(ajv, schema?.openAPIV3Schema),
    ]);
    kinds.set(`${group}/${names.kind}`, new Map(compiled));
  }
  return {
    kinds: kinds.size,
    problems(document) {
      const object = Typed.safeParse(document).data;
      if (object === undefined) return [];
      const [group = '', version = ''] = object.apiVersion.split('/');
      const versions = kinds.get(`${group}/${object.kind}`);
      if (versions === undefined) return [];
      const about = `${object.kind} ${object.metadata.name}`;
      if (!versions.has(version))
        return [`${about}: its definition serves ${[...versions.keys()].join(', ') || 'no version'}, not ${version}`];
      const validate = versions.get(version);
      if (validate === undefined || validate(document)) return [];
      // Of alternatives that all fail, the whole says so as well.
      return [...new Set((validate.errors ?? []).map((error) => `${about}: ${sentence(error)}`))];
    },
  };
}

function compile(ajv: Ajv, schema: unknown): ValidateFunction | undefined {
  if (!isSchema(schema)) return undefined;
  try {
    return ajv.compile(jsonSchema(schema, true) as Schema);
  } catch {
    return undefined;
  }
}
