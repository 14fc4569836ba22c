import { authorize } from '../kube/rbac.ts';
import { tierNamespace } from '../maas-api/service-accounts.ts';
import type { World } from '../world.ts';
import type { Identity } from './identity.ts';
import type { ServedModel } from './served-models.ts';

/**
 * Whether a caller may use a model: the access review of the release's AuthPolicy. The roles and bindings that
 * odh-model-controller makes of the tiers annotation are not looked up; the annotation itself decides, by the namespace
 * of the caller's service account, so an account of a namespace without a tier is refused. The guide's roles are looked up.
 */
export function mayUse(world: World, identity: Identity, model: ServedModel): boolean {
  const { gateway: behaviour } = world.behaviour;
  const tier = tierByNamespace(world, identity);
  if (tier !== undefined && behaviour.deniedTiers.includes(tier)) return false;
  if (behaviour.tierAccessIgnored) return true;
  if (tier === undefined) return false;
  if (world.installation === 'guide') return mayGet(world, identity, model);
  return model.tiers === undefined || model.tiers.includes(tier);
}

/** The guide grants a model by a Role with `get` on its InferenceService, bound to groups. */
function mayGet(world: World, { username, groups }: Identity, { namespace, resource: name }: ServedModel): boolean {
  const wanted = { verb: 'get', group: 'serving.kserve.io', resource: 'inferenceservices', namespace, name };
  return authorize(world.objects, { username, groups }, wanted).allowed;
}

function tierByNamespace(world: World, { groups, tier }: Identity): string | undefined {
  const { gateway: behaviour } = world.behaviour;
  if (world.installation === 'guide' || behaviour.ignoresAudience || behaviour.trustsIdentityHeaders) return tier;
  const prefix = `system:serviceaccounts:${tierNamespace('')}`;
  return groups.find((group) => group.startsWith(prefix))?.slice(prefix.length);
}
