import { readConditions } from '../../platform/cluster/conditions.ts';
import type { AnyObject } from '../../platform/cluster/kinds/base.ts';

/** One field that is another than before; absent where the field is not there. */
export interface Change {
  field: string;
  before?: string;
  after?: string;
}

const SHORTEST = 120;

const shortened = (text: string): string => (text.length > SHORTEST ? `${text.slice(0, SHORTEST)}…` : text);

const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'));

/** Equal secrets have equal placeholders in one bundle; in another their numbers are others. */
const compared = (value: unknown): string | undefined =>
  value === undefined ? undefined : asText(value).replaceAll(/\[redacted:([a-z-]+):\d+\]/g, '[redacted:$1]');

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of a value by their paths; a list of maps by their places, any other list as one. */
function leaves(value: unknown, path: string): [string, unknown][] {
  if (isMap(value)) return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
  if (Array.isArray(value) && value.some(isMap))
    return value.flatMap((inner: unknown, at) => leaves(inner, `${path}[${at}]`));
  return [[path, value]];
}

/** What is no content: it names the object, or is its controller's report. */
const APART = new Set(['apiVersion', 'kind', 'metadata', 'status']);
/** Who leads among replicas of a controller is renewed every few seconds. */
const EVER_NEW = new Set(['control-plane.alpha.kubernetes.io/leader']);

const phaseOf = (status: unknown): string | undefined =>
  isMap(status) && typeof status['phase'] === 'string' ? status['phase'] : undefined;

const tagged = (word: string, tags: Readonly<Record<string, string>> = {}): [string, unknown][] =>
  Object.entries(tags)
    .filter(([key]) => !EVER_NEW.has(key))
    .map(([key, value]) => [`${word} ${key}`, value]);

function fieldsOf(object: AnyObject): Map<string, unknown> {
  const { metadata } = object;
  const content = Object.entries(object).filter(([key]) => !APART.has(key));
  const conditions = readConditions(object).map(({ type, text }): [string, unknown] => [`condition ${type}`, text]);
  return new Map([
    ...content.flatMap(([key, value]) => leaves(value ?? {}, key)),
    ...conditions,
    ['phase', phaseOf(object.status)],
    ...tagged('label', metadata.labels),
    ...tagged('annotation', metadata.annotations),
    ['generation', metadata.generation],
  ]);
}

/** Of texts of several lines, those lines that the other does not have. */
function linesApart(text: string, other: string): string {
  const others = new Set(other.split('\n'));
  const own = text.split('\n').filter((line) => !others.has(line));
  return own.length === 0 ? 'no line of its own' : own.map((line) => line.trim()).join(' | ');
}

const isLong = (value: unknown): value is string => typeof value === 'string' && value.includes('\n');

function changeOf(field: string, old: unknown, now: unknown): Change {
  const isText = typeof old === 'string' && typeof now === 'string' && (isLong(old) || isLong(now));
  const before = isText ? linesApart(old, now) : asText(old);
  const after = isText ? linesApart(now, old) : asText(now);
  return {
    field,
    ...(old !== undefined && { before: shortened(before) }),
    ...(now !== undefined && { after: shortened(after) }),
  };
}

/** Which fields of an object, which labels, annotations and conditions, and which phase and generation differ; an empty list: none. */
export function changesOf(before: AnyObject, after: AnyObject): Change[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((field) => compared(old.get(field)) !== compared(now.get(field)))
    .map((field) => changeOf(field, old.get(field), now.get(field)));
}
