import { z } from 'zod';
import type { Kind } from '../cluster.ts';

/**
 * What may be missing. Null is the same as missing; a value of another type is neither, and makes the object unreadable:
 * read as missing, it could hide the very thing that is wrong.
 */
export const absentOr = <S extends z.ZodType>(schema: S) =>
  z.preprocess((value) => value ?? undefined, schema.optional());

/** A list that may be missing, which is not the same as empty. */
export const listOf = <S extends z.ZodType>(item: S) => absentOr(z.array(item));

export const Text = absentOr(z.string());
export const Count = absentOr(z.number());
export const Flag = absentOr(z.boolean());

/** Text that is only shown. What is no text is left out: nothing is judged by it. */
export const Words = z.string().optional().catch(undefined);

/** Labels, annotations, and other maps of texts. */
export const Texts = absentOr(z.record(z.string(), z.string()));

export const Metadata = z.looseObject({
  name: z.string(),
  namespace: Text,
  uid: Words,
  generation: Count,
  creationTimestamp: Text,
  deletionTimestamp: Text,
  labels: Texts,
  annotations: Texts,
  ownerReferences: absentOr(z.array(z.looseObject({ kind: z.string(), name: z.string() }))),
});

/** One status condition. A status other than True, False or Unknown, or none, is read as Unknown. */
export const Condition = z.looseObject({
  type: z.string(),
  status: absentOr(z.string()).pipe(z.enum(['True', 'False', 'Unknown']).catch('Unknown')),
  reason: Words,
  message: Words,
  observedGeneration: Count,
  lastTransitionTime: Words,
});
export type Condition = z.infer<typeof Condition>;

export const Conditions = listOf(Condition);

/** Any object: metadata and conditions read, spec and status as they are. */
export const AnyObject = z.looseObject({
  apiVersion: Text,
  kind: Text,
  metadata: Metadata,
  spec: absentOr(z.record(z.string(), z.unknown())),
  status: absentOr(z.looseObject({ conditions: Conditions, observedGeneration: Count })),
});
export type AnyObject = z.infer<typeof AnyObject>;

/** What of a kind is not as its name tells. */
type KindOptions = Partial<Pick<Kind<unknown>, 'plural' | 'namespaced' | 'pageItems' | 'only'>>;

/** Makes a kind; `plural` is the kind's English plural where it is regular. */
export function kindOf<T>(
  kind: string,
  group: string,
  version: string,
  schema: z.ZodType<T>,
  options: KindOptions = {},
): Kind<T> {
  const lower = kind.toLowerCase();
  const regular = /(s|x|ch|sh)$/.test(lower) ? `${lower}es` : lower.replace(/([^aeiou])y$/, '$1ie').concat('s');
  const { plural = regular, namespaced = true, pageItems, only } = options;
  return { kind, group, version, schema, plural, namespaced, pageItems, only };
}

/** A kind of which only metadata, conditions and untyped spec/status are needed. */
export const anyKind = (kind: string, group: string, version: string, options: KindOptions = {}): Kind<AnyObject> =>
  kindOf(kind, group, version, AnyObject, options);

export const clusterScoped = { namespaced: false } as const;

/** The objects of a kind: `ObjectOf<typeof Pod>`. */
export type ObjectOf<K> = K extends Kind<infer T> ? T : never;
