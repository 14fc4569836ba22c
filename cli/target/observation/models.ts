import { z } from 'zod';
import type { Observation, SeenModel } from '../../../layouts/observation.ts';
import type { Kind } from '../../../platform/cluster/cluster.ts';
import type { AnyObject } from '../../../platform/cluster/kinds/base.ts';
import { InferenceService, LLMInferenceService } from '../../../platform/cluster/kinds/kserve.ts';
import { Role } from '../../../platform/cluster/kinds/rbac.ts';
import { all, type Reading, within } from '../reading.ts';

const TIERS_ANNOTATION = 'alpha.maas.opendatahub.io/tiers';

const Container = z.looseObject({ image: z.string().optional().catch(undefined) });
const Containers = z
  .looseObject({ containers: z.array(Container).optional().catch(undefined) })
  .optional()
  .catch(undefined);
const Spec = z.looseObject({ template: Containers, predictor: Containers });

const seen =
  (kind: SeenModel['kind']) =>
  ({ metadata, spec }: AnyObject): SeenModel => {
    const { template, predictor } = Spec.safeParse(spec ?? {}).data ?? {};
    return {
      kind,
      namespace: metadata.namespace ?? '',
      name: metadata.name,
      tiers: metadata.annotations?.[TIERS_ANNOTATION],
      images: [...(template?.containers ?? []), ...(predictor?.containers ?? [])].flatMap(({ image }) => image ?? []),
    };
  };

/** The models as they are declared, of those of both kinds that the cluster knows. */
export async function models(
  cluster: Reading,
  knows: (kind: Kind<unknown>) => boolean,
): Promise<Observation['models']> {
  const [services, llms] = await Promise.all(
    [InferenceService, LLMInferenceService].map((kind) => (knows(kind) ? all(cluster, kind) : [])),
  );
  if (services === undefined && llms === undefined) return undefined;
  return [...(services ?? []).map(seen('InferenceService')), ...(llms ?? []).map(seen('LLMInferenceService'))];
}

const MODEL_RESOURCES = ['inferenceservices', 'llminferenceservices'];

/** More namespaces with models than these say nothing new about how access is granted. */
const MOST_NAMESPACES = 3;

/** What the Roles beside the models allow on them, as `post llminferenceservices`. */
export async function modelAccess(
  cluster: Reading,
  { models: found }: Pick<Observation, 'models'>,
): Promise<Observation['modelAccess']> {
  if (found === undefined) return undefined;
  const places = [...new Set(found.map(({ namespace }) => namespace))].sort().slice(0, MOST_NAMESPACES);
  const rules = (await within(cluster, Role, places))?.flatMap((role) => role.rules ?? []);
  const grants = rules?.flatMap(({ verbs, resources }) =>
    (resources ?? [])
      .filter((resource) => MODEL_RESOURCES.includes(resource))
      .flatMap((resource) => verbs.map((verb) => `${verb} ${resource}`)),
  );
  return grants && [...new Set(grants)].sort();
}
