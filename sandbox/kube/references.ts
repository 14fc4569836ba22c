import { z } from 'zod';
import type { KubeObject, ObjectRef } from '../object.ts';

const Reference = z.looseObject({
  apiVersion: z.string().optional(),
  kind: z.string(),
  name: z.string(),
  namespace: z.string().optional(),
  uid: z.string().optional(),
});

/**
 * Gives the references of events and of owned objects the uid of what they name: the files of an installation cannot
 * know it, and kubectl finds an object's events by it.
 */
export function linkReferences(objects: KubeObject[], find: (ref: ObjectRef) => KubeObject | undefined): void {
  for (const object of objects) {
    const { namespace } = object.metadata;
    const owners = object.metadata['ownerReferences'];
    const references: unknown[] = [object['involvedObject'], ...(Array.isArray(owners) ? owners : [])];
    for (const reference of references) {
      const parsed = Reference.safeParse(reference);
      if (!parsed.success || parsed.data.uid !== undefined) continue;
      const { apiVersion, kind, name } = parsed.data;
      const named = find({ apiVersion, kind, name, namespace: parsed.data.namespace ?? namespace });
      const uid = (named ?? find({ apiVersion, kind, name }))?.metadata.uid;
      if (uid !== undefined && typeof reference === 'object' && reference !== null) Object.assign(reference, { uid });
    }
  }
}
