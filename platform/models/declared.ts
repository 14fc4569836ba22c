import { z } from 'zod';
import type { Layout } from '../../layouts/layout.ts';
import type { AnyObject } from '../cluster/kinds/base.ts';
import { InferenceService, LLMInferenceService } from '../cluster/kinds/kserve.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import type { PodObject } from '../cluster/workloads.ts';

/** A model as the cluster declares it. */
export interface DeclaredModel {
  kind: Layout['modelKind'];
  namespace: string;
  name: string;
  object: AnyObject;
}

/** The annotation by which an LLMInferenceService names its tiers: `[]` is every tier, none at all is no tier (FM-49). */
export const TIERS_ANNOTATION = 'alpha.maas.opendatahub.io/tiers';

const AttachedSpec = z.looseObject({
  router: z.looseObject({
    gateway: z.looseObject({
      refs: z.array(z.looseObject({ name: z.string(), namespace: z.string().optional() })),
    }),
  }),
});

function isAttached(model: AnyObject, layout: Layout): boolean {
  const refs = AttachedSpec.safeParse(model.spec).data?.router.gateway.refs ?? [];
  return refs.some(
    (ref) =>
      ref.name === layout.gateway.name && (ref.namespace ?? model.metadata.namespace) === layout.namespaces.gateway,
  );
}

/** The models of MaaS: InferenceServices, or those LLMInferenceServices that ask for the MaaS gateway. May be empty. */
export async function declaredModels(cluster: Pick<ClusterReader, 'list'>, layout: Layout): Promise<DeclaredModel[]> {
  const kind = layout.modelKind;
  const objects =
    kind === 'InferenceService'
      ? await cluster.list(InferenceService)
      : (await cluster.list(LLMInferenceService)).filter((model) => isAttached(model, layout));
  return objects.map((object) => ({
    kind,
    namespace: object.metadata.namespace ?? '',
    name: object.metadata.name,
    object,
  }));
}

/** Labels by which KServe marks the pods of a model. */
function podLabels(model: DeclaredModel): Record<string, string> {
  return model.kind === 'InferenceService'
    ? { 'serving.kserve.io/inferenceservice': model.name }
    : { 'app.kubernetes.io/name': model.name, 'app.kubernetes.io/part-of': 'llminferenceservice' };
}

/** The pods that serve a model. */
export function podsOfModel(model: DeclaredModel, pods: readonly PodObject[]): PodObject[] {
  const labels = Object.entries(podLabels(model));
  return pods.filter(
    (pod) =>
      pod.metadata.namespace === model.namespace &&
      labels.every(([key, value]) => pod.metadata.labels?.[key] === value),
  );
}
