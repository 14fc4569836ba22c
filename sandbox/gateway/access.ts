import { authorize } from '../kube/rbac.ts';
import { tierNamespace } from '../maas-api/service-accounts.ts';
import type { World } from '../world.ts';
import type { Identity } from './identity.ts';
import type { ServedModel } from './served-models.ts';

/**
 * Whether a caller may use a model: the access review of the release's AuthPolicy. The roles and bindings that
 * odh-model-controller makes of the tiers annotation are not looked up; the annotation itself decides, by the namespace
 * of the caller's service account. Roles are looked up for an account of a namespace without a tier, and in the guide.
 */
export function mayUse(world: World, identity: Identity, model: ServedModel): boolean {
  const { gateway: behaviour } = world.behaviour;
  const tier = tierByNamespace(world, identity);
  if (tier !== undefined && behaviour.deniedTiers.includes(tier)) return false;
  if (behaviour.tierAccessIgnored) return true;
  if (world.installation === 'guide') return tier !== undefined && mayUseByRole(world, identity, model, 'get');
  // An account of no tier has what somebody granted it by hand.
  if (tier === undefined) return mayUseByRole(world, identity, model, 'post');
  return model.tiers === undefined || model.tiers.includes(tier);
}

/** Whether a Role grants a verb on the model's own object: `get` on its InferenceService, `post` on its LLMInferenceService. */
function mayUseByRole(
  world: World,
  caller: Identity,
  { namespace, resource: name }: ServedModel,
  verb: 'get' | 'post',
) {
  const { username, groups } = caller;
  const resource = verb === 'get' ? 'inferenceservices' : 'llminferenceservices';
  const wanted = { verb, group: 'serving.kserve.io', resource, namespace, name };
  return authorize(world.objects, { username, groups }, wanted).allowed;
}

function tierByNamespace(world: World, { groups, tier }: Identity): string | undefined {
  const { gateway: behaviour } = world.behaviour;
  if (world.installation === 'guide' || behaviour.ignoresAudience || behaviour.trustsIdentityHeaders) return tier;
  const prefix = `system:serviceaccounts:${tierNamespace('')}`;
  return groups.find((group) => group.startsWith(prefix))?.slice(prefix.length);
}
