import { z } from 'zod';
import type { RawObject } from '../../platform/cluster/objects.ts';

/** A container whose log can be read. */
export interface SeenContainer {
  namespace: string;
  pod: string;
  container: string;
  /** It has restarted: the log of its life before is there too. */
  hasPrevious: boolean;
}

const Named = z
  .array(z.looseObject({ name: z.string() }))
  .optional()
  .catch(undefined);
const Statuses = z
  .array(z.looseObject({ name: z.string(), restartCount: z.number().catch(0) }))
  .optional()
  .catch(undefined);
const Pod = z.looseObject({
  metadata: z.looseObject({ name: z.string(), namespace: z.string() }),
  spec: z.looseObject({ containers: Named, initContainers: Named }).optional(),
  status: z.looseObject({ containerStatuses: Statuses, initContainerStatuses: Statuses }).optional().catch(undefined),
});

/** The containers of a pod; none where the object is no pod. */
export function containersOf(object: RawObject): SeenContainer[] {
  const pod = Pod.safeParse(object).data;
  if (pod === undefined) return [];
  const { metadata, spec, status } = pod;
  const restarted = new Set(
    [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])].flatMap(
      ({ name, restartCount }) => (restartCount > 0 ? [name] : []),
    ),
  );
  return [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].map(({ name }) => ({
    namespace: metadata.namespace,
    pod: metadata.name,
    container: name,
    hasPrevious: restarted.has(name),
  }));
}
