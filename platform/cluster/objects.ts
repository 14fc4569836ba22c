import { z } from 'zod';
import type { Kind } from './cluster.ts';
import { MANAGED, managersIn } from './managers.ts';
import { DROPPED, DROPPED_ANNOTATIONS, type Dropped, without } from './reduction.ts';

/** Labels select objects before a kind reads them: one that is no text selects nothing, and says nothing about the others. */
const Labels = z
  .record(z.string(), z.unknown())
  .transform(
    (entries): Record<string, string> =>
      Object.fromEntries(
        Object.entries(entries).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
      ),
  )
  .optional()
  .catch(undefined);

/** One object as it came, before a kind's schema reads it. */
export const RawObject = z.looseObject({
  apiVersion: z.string().optional().catch(undefined),
  kind: z.string().optional().catch(undefined),
  metadata: z
    .looseObject({
      name: z.string().optional().catch(undefined),
      namespace: z.string().optional().catch(undefined),
      labels: Labels,
      annotations: z.record(z.string(), z.unknown()).optional().catch(undefined),
      managedFields: z.unknown().optional(),
    })
    .catch({ managedFields: undefined }),
});
export type RawObject = z.infer<typeof RawObject>;

/** Without what no check reads and what is most of its size: managedFields (but for who manages, managers.ts), copies of what was applied, and reduction.ts. */
export function slim(object: RawObject, kind: Kind<unknown>): RawObject {
  const { metadata, ...parts } = object;
  const { managedFields, annotations, ...known } = metadata;
  const kept =
    annotations && Object.fromEntries(Object.entries(annotations).filter(([key]) => !DROPPED_ANNOTATIONS.has(key)));
  const dropped = DROPPED[qualified(kind)];
  const lean =
    dropped === undefined
      ? parts
      : Object.fromEntries(Object.entries(parts).map(([part, value]) => [part, withoutPart(value, dropped[part])]));
  return {
    ...lean,
    // Items of a typed list carry neither.
    apiVersion: object.apiVersion ?? (kind.group === '' ? kind.version : `${kind.group}/${kind.version}`),
    kind: object.kind ?? kind.kind,
    metadata: {
      ...known,
      ...(kept === undefined ? {} : { annotations: kept }),
      ...(MANAGED.has(qualified(kind)) ? { managers: managersIn(managedFields) } : {}),
      managedFields: undefined,
    },
  };
}

function withoutPart(value: unknown, dropped: Dropped | true | undefined): unknown {
  if (dropped === undefined) return value;
  return dropped === true ? undefined : without(value, dropped);
}

/** What objects were read as, by schema: the pods of a namespace are read by ten checks. It goes when the object goes. */
const readBefore = new WeakMap<RawObject, Map<z.ZodType, unknown>>();

/** One object read by a schema, once: nothing is judged twice from the same object, and nobody changes what he reads. */
function readBy<T>(schema: z.ZodType<T>, object: RawObject): z.ZodSafeParseResult<T> {
  const known = readBefore.get(object);
  const before = known?.get(schema);
  if (before !== undefined) return { success: true, data: before as T };
  const parsed = schema.safeParse(object);
  if (parsed.success) readBefore.set(object, (known ?? new Map<z.ZodType, unknown>()).set(schema, parsed.data));
  return parsed;
}

/** Reads raw objects as a kind. What does not parse is named apart, so that it is never silently dropped. */
export function readAs<T>(kind: Kind<T>, objects: readonly RawObject[]): { items: T[]; malformed: string[] } {
  const items: T[] = [];
  const malformed: string[] = [];
  for (const object of objects) {
    const parsed = readBy(kind.schema, object);
    if (parsed.success) items.push(parsed.data);
    else {
      const { namespace, name } = object.metadata;
      const issue = parsed.error.issues[0];
      const path = `${namespace === undefined ? '' : `${namespace}/`}${name ?? 'unnamed'}`;
      malformed.push(`${kind.kind} ${path}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'does not parse'}`);
    }
  }
  return { items, malformed };
}

/** Path of a kind's collection: all namespaces where none is given. */
export function collectionPath({ group, version, plural }: Kind<unknown>, namespace?: string): string {
  const base = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  return `${base}${namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`}/${plural}`;
}

export const qualified = ({ plural, group }: { plural: string; group: string }): string =>
  group === '' ? plural : `${plural}.${group}`;
