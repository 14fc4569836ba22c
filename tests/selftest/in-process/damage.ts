import fc from 'fast-check';

export type Path = readonly (string | number)[];

/** Ways to spoil one field. `missing` takes it away; `extra` puts something unknown into it; the rest replaces its value. */
const VALUES: Readonly<Record<string, unknown>> = {
  null: null,
  text: 'fuzz',
  'empty text': '',
  'huge text': 'x'.repeat(100_000),
  'text of a flag': 'true',
  zero: 0,
  negative: -1,
  'huge number': Number.MAX_VALUE,
  true: true,
  false: false,
  'empty list': [],
  'list of null': [null],
  'list of text': ['fuzz'],
  'list of maps': [{}],
  'empty map': {},
  'map of null': { fuzz: null },
  'map of maps': { fuzz: { fuzz: {} } },
};
const KINDS = ['missing', 'extra', ...Object.keys(VALUES)] as const;

/** One damage: where, and of which kind. */
export interface Damage {
  path: Path;
  kind: (typeof KINDS)[number];
}

/** Every place in a value, the value itself first. */
export function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Array.isArray(value)
    ? value.flatMap((item, index) => pathsOf(item, [...at, index]))
    : Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...at, key]));
  return [at, ...inner];
}

function withExtra(value: unknown): unknown {
  if (Array.isArray(value)) return [...value, { fuzz: 'extra' }];
  if (typeof value === 'object' && value !== null) return { ...value, fuzzExtra: { fuzz: ['extra'] } };
  return { fuzz: value };
}

/** A copy of a value with another value at a place. */
export function replacedAt(value: unknown, path: Path, by: unknown): unknown {
  const copy = structuredClone(value);
  const key = path.at(-1);
  const parent = valueAt(copy, path.slice(0, -1));
  if (key === undefined || !(parent instanceof Object)) return by;
  Reflect.set(parent, key, by);
  return copy;
}

/** A copy of a value with one damage in it. */
export function damaged(value: unknown, { path, kind }: Damage): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return kind === 'extra' ? withExtra(value) : structuredClone(VALUES[kind]);
  if (Array.isArray(value)) {
    if (rest.length === 0 && kind === 'missing') return value.filter((_, index) => index !== key);
    return value.map((item, index) => (index === key ? damaged(item, { path: rest, kind }) : item));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (rest.length === 0 && kind === 'missing') return Object.fromEntries(entries.filter(([name]) => name !== key));
  return Object.fromEntries(
    entries.map(([name, item]) => [name, name === key ? damaged(item, { path: rest, kind }) : item]),
  );
}

/** Any damage to a value. */
export const damageTo = (value: unknown): fc.Arbitrary<Damage> =>
  fc.record({ path: fc.constantFrom(...pathsOf(value)), kind: fc.constantFrom(...KINDS) });

/** The value at a place; undefined where there is none. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (inner instanceof Object ? Reflect.get(inner, key) : undefined), value);

const typeOf = (value: unknown): string => (Array.isArray(value) ? 'list' : value === null ? 'null' : typeof value);

/** Whether the damaged field is of another type than before. */
export const changesType = (value: unknown, { path, kind }: Damage): boolean =>
  kind in VALUES && typeOf(VALUES[kind]) !== typeOf(valueAt(value, path));

/** Whether the damaged field is a map: then `extra` has put an unknown field into it. */
export const isInMap = (value: unknown, { path }: Damage): boolean => typeOf(valueAt(value, path)) === 'object';
