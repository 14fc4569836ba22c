import { z } from 'zod';
import type { Layout } from '../../layouts/layout.ts';
import type { AnyObject } from '../cluster/kinds/base.ts';
import { InferenceService, LLMInferenceService } from '../cluster/kinds/kserve.ts';
import type { PodObject } from '../cluster/pods.ts';
import type { ClusterReader } from '../cluster/reader.ts';

/** A model as the cluster declares it. */
export interface DeclaredModel {
  kind: Layout['modelKind'];
  namespace: string;
  name: string;
  object: AnyObject;
}

/** The annotation by which an LLMInferenceService names its tiers: `[]` is every tier, none at all is no tier (FM-49). */
const TIERS_ANNOTATION = 'alpha.maas.opendatahub.io/tiers';

const TierNames = z
  .string()
  .transform((text, context) => {
    try {
      const value: unknown = JSON.parse(text);
      return value;
    } catch {
      context.addIssue('no JSON');
      return z.NEVER;
    }
  })
  .pipe(z.array(z.string()));

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

/** Of the names (`name`, or `namespace/name`) those that no declared model has. */
export const undeclared = (names: readonly string[], models: readonly DeclaredModel[]): string[] =>
  names.filter((wanted) => !models.some(({ namespace, name }) => wanted === name || wanted === `${namespace}/${name}`));

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

/** The tiers that a model's annotation names (`[]`: all of them), or what is wrong with it. */
export function tiersAnnotated(
  model: DeclaredModel,
  known: readonly string[],
): { tiers: readonly string[] } | { problem: string } {
  const text = model.object.metadata.annotations?.[TIERS_ANNOTATION];
  if (text === undefined) return { problem: `no annotation ${TIERS_ANNOTATION}, so no tier may use it (FM-49)` };
  const parsed = TierNames.safeParse(text);
  if (!parsed.success)
    return { problem: `annotation ${TIERS_ANNOTATION} is no JSON list of tiers: ${text.slice(0, 80)}` };
  const unknown = parsed.data.filter((tier) => !known.includes(tier));
  if (unknown.length > 0) return { problem: `its annotation names unknown tiers: ${unknown.join(', ')}` };
  return { tiers: parsed.data.length === 0 ? known : parsed.data };
}
