import { z } from 'zod';
import type { DeclaredModel } from './declared.ts';

const Replicas = z.looseObject({
  replicas: z.number().optional().catch(undefined),
  predictor: z
    .looseObject({ minReplicas: z.number().optional().catch(undefined) })
    .optional()
    .catch(undefined),
});
const MODE_ANNOTATION = 'serving.kserve.io/deploymentMode';
const RAW = /^(RawDeployment|Standard)$/;

/** Whether a model may have no pod while nobody calls it: a serverless InferenceService with `minReplicas: 0`. */
export function scalesToZero({ kind, object }: DeclaredModel): boolean {
  const raw = RAW.test(object.metadata.annotations?.[MODE_ANNOTATION] ?? '');
  return kind === 'InferenceService' && !raw && Replicas.safeParse(object.spec).data?.predictor?.minReplicas === 0;
}

/** Whether somebody set a model's own replicas to 0. */
export const scaledToZero = ({ object }: DeclaredModel): boolean =>
  Replicas.safeParse(object.spec).data?.replicas === 0;
