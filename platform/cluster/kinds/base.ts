import { z } from 'zod';
import type { Kind } from '../cluster.ts';

const Text = z.string().optional().catch(undefined);
const Count = z.number().optional().catch(undefined);
/** Labels, annotations: an entry that is no text is left out, and says nothing about the others. */
export const Texts = z
  .record(z.string(), z.unknown())
  .transform(
    (entries): Record<string, string> =>
      Object.fromEntries(
        Object.entries(entries).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])),
      ),
  )
  .optional()
  .catch(undefined);

export const Metadata = z.looseObject({
  name: z.string(),
  namespace: Text,
  uid: Text,
  generation: Count,
  creationTimestamp: Text,
  deletionTimestamp: Text,
  labels: Texts,
  annotations: Texts,
  ownerReferences: z
    .array(z.looseObject({ kind: z.string(), name: z.string() }))
    .optional()
    .catch(undefined),
});

/** One status condition. A status other than True, False or Unknown is read as Unknown. */
export const Condition = z.looseObject({
  type: z.string(),
  status: z.enum(['True', 'False', 'Unknown']).catch('Unknown'),
  reason: Text,
  message: Text,
  observedGeneration: Count,
  lastTransitionTime: Text,
});
export type Condition = z.infer<typeof Condition>;

/** Status conditions. An entry without a type is about nothing, and says nothing about the others. */
export const Conditions = z
  .array(z.unknown())
  .transform((entries): Condition[] => entries.flatMap((entry) => Condition.safeParse(entry).data ?? []))
  .optional()
  .catch(undefined);

/**
 * A list that decides, and is read whole: null is none, and an entry that does not parse makes the object unreadable, since
 * without the list it would be taken for one that is about everything.
 */
export const wholeList = <T>(item: z.ZodType<T>) =>
  z
    .array(item)
    .nullish()
    .transform((items) => items ?? undefined);

/** Any object: metadata and conditions read, spec and status as they are. */
export const AnyObject = z.looseObject({
  apiVersion: Text,
  kind: Text,
  metadata: Metadata,
  spec: z.record(z.string(), z.unknown()).optional().catch(undefined),
  status: z.looseObject({ conditions: Conditions, observedGeneration: Count }).optional().catch(undefined),
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
