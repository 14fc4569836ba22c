import { readConditions } from '../../platform/cluster/conditions.ts';
import type { AnyObject } from '../../platform/cluster/kinds/base.ts';

/** One field that is another than before; absent where the field is not there. */
export interface Change {
  field: string;
  before?: string;
  after?: string;
}

const SHORTEST = 120;

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return text.length > SHORTEST ? `${text.slice(0, SHORTEST)}…` : text;
};

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of a value by their paths; a list of maps by their places, any other list as one. */
function leaves(value: unknown, path: string): [string, unknown][] {
  if (isMap(value)) return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
  if (Array.isArray(value) && value.some(isMap))
    return value.flatMap((inner: unknown, at) => leaves(inner, `${path}[${at}]`));
  return [[path, value]];
}

function fieldsOf(object: AnyObject): Map<string, unknown> {
  const { metadata, spec } = object;
  const conditions = readConditions(object).map(({ type, text }): [string, unknown] => [`condition ${type}`, text]);
  return new Map([...leaves(spec ?? {}, 'spec'), ...conditions, ['generation', metadata.generation]]);
}

/** Which fields of an object's spec, which conditions and which generation differ; an empty list: none. */
export function changesOf(before: AnyObject, after: AnyObject): Change[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((field) => JSON.stringify(old.get(field)) !== JSON.stringify(now.get(field)))
    .map((field) => ({
      field,
      ...(old.get(field) !== undefined && { before: shown(old.get(field)) }),
      ...(now.get(field) !== undefined && { after: shown(now.get(field)) }),
    }));
}
