import { z } from 'zod';

/** Kinds of which it is kept who set their fields: policies, which administrators change and operators change back. */
export const MANAGED: ReadonlySet<string> = new Set([
  'authpolicies.kuadrant.io',
  'ratelimitpolicies.kuadrant.io',
  'tokenratelimitpolicies.kuadrant.io',
]);

/** Who set fields of an object, and when last. */
const Manager = z.object({
  name: z.string(),
  time: z.string().optional(),
  /** Whether fields of the spec are among them, and not those of the status or the metadata alone. */
  spec: z.boolean(),
});
export type Manager = z.infer<typeof Manager>;

const ManagedFields = z.array(
  z.looseObject({
    manager: z.string(),
    time: z.string().optional().catch(undefined),
    subresource: z.string().optional().catch(undefined),
    fieldsV1: z.record(z.string(), z.unknown()).optional().catch(undefined),
  }),
);

/** Who manages an object, by its managedFields; empty where they tell nothing. */
export function managersIn(managedFields: unknown): Manager[] {
  const entries = ManagedFields.safeParse(managedFields).data ?? [];
  return entries.map(({ manager, time, subresource, fieldsV1 = {} }) => ({
    name: manager,
    ...(time === undefined ? {} : { time }),
    spec: subresource === undefined && 'f:spec' in fieldsV1,
  }));
}

const Kept = z.looseObject({ managers: z.array(Manager) });

/** Who manages an object of one of these kinds, as it was read; empty where the cluster does not tell. */
export const managersOf = ({ metadata }: { metadata: object }): Manager[] =>
  Kept.safeParse(metadata).data?.managers ?? [];
