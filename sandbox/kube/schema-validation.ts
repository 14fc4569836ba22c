import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Cause } from './status-errors.ts';

const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false, verbose: true, logger: false });
const compiled = new WeakMap<object, ValidateFunction>();

const shown = (value: unknown): string => JSON.stringify(value) ?? 'null';
const typeName = (value: unknown): string =>
  Array.isArray(value) ? 'array' : value === null ? 'null' : Number.isInteger(value) ? 'integer' : typeof value;

/** `/spec/rules/0/host` as Kubernetes writes it: `spec.rules[0].host`. */
const fieldOf = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : path === '' ? step : `${path}.${step}`), '');

function cause(error: ErrorObject): Cause {
  const at = fieldOf(error.instancePath);
  const { keyword, params, data } = error;
  if (keyword === 'required') {
    const field = at === '' ? params['missingProperty'] : `${at}.${params['missingProperty']}`;
    return { reason: 'FieldValueRequired', message: 'Required value', field };
  }
  if (keyword === 'type') {
    const message = `Invalid value: "${typeName(data)}": ${at} in body must be of type ${params['type']}: "${typeName(data)}"`;
    return { reason: 'FieldValueTypeInvalid', message, field: at };
  }
  if (keyword === 'enum') {
    const supported = (params['allowedValues'] as unknown[]).map(shown).join(', ');
    return {
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: ${shown(data)}: supported values: ${supported}`,
      field: at,
    };
  }
  return {
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${shown(data)}: ${at} in body ${error.message ?? 'is not valid'}`,
    field: at,
  };
}

/** What an object violates of its CRD's schema; empty when nothing. */
export function schemaViolations(schema: unknown, object: unknown): Cause[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  return validate(object) ? [] : (validate.errors ?? []).map(cause);
}
