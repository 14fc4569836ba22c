import type { ApiNeed } from '../../layouts/api-permissions.ts';
import { type AccessRules, allows, type Caller, readAccessRules, serviceAccount } from '../cluster/access-rules.ts';
import type { ClusterReader } from '../cluster/reader.ts';
import { tierNamespaces } from '../tiers/accounts.ts';

/** Where maas-api is, and where it keeps its callers' service accounts. */
export interface ApiPlaces {
  api: string;
  /** Namespaces of tiers that exist. */
  tiers: readonly string[];
}

/** What a need asks for, as `oc auth can-i` does; in several namespaces where it is about all tiers. */
function placesOf({ where }: ApiNeed, { api, tiers }: ApiPlaces): (string | undefined)[] {
  if (where === 'api') return [api];
  // A right in the whole cluster is one in every namespace; before the first mint there is no other way to have it.
  return where === 'everywhere' || tiers.length === 0 ? [undefined] : [...tiers];
}

/** The verbs of a need that are not granted, with the namespaces; undefined where all are. */
function missing(need: ApiNeed, caller: Caller, rules: AccessRules, places: ApiPlaces): string | undefined {
  const { group, resource, subresource, verbs, where, why } = need;
  const lacking = verbs.filter((verb) =>
    placesOf(need, places).some(
      (namespace) => !allows(rules, caller, { verb, group, resource, subresource, namespace }),
    ),
  );
  if (lacking.length === 0) return undefined;
  const name = `${resource}${group === '' ? '' : `.${group}`}${subresource === undefined ? '' : `/${subresource}`}`;
  const place = { everywhere: 'in all namespaces', tiers: 'in the namespaces of the tiers', api: `in ${places.api}` };
  return `may not ${lacking.join(', ')} ${name} ${place[where]}: it ${why}`;
}

/** Everything that maas-api needs and may not do, by RBAC; empty where it may do all. */
export const missingPermissions = (
  needs: readonly ApiNeed[],
  caller: Caller,
  rules: AccessRules,
  places: ApiPlaces,
): string[] => needs.map((need) => missing(need, caller, rules, places)).filter((problem) => problem !== undefined);

/** Everything that maas-api's account needs and may not do, by the cluster's RBAC. */
export async function apiPermissionProblems(
  cluster: Pick<ClusterReader, 'list'>,
  account: { namespace: string; name: string },
  needs: readonly ApiNeed[],
): Promise<string[]> {
  const { namespace: api, name } = account;
  const caller = serviceAccount(api, name);
  const usual = missingPermissions(needs, caller, await readAccessRules(cluster, [api]), { api, tiers: [] });
  if (usual.length === 0) return [];
  // What is not granted in the whole cluster may be granted in each tier's namespace.
  const tiers = (await tierNamespaces(cluster)).map((tier) => tier.name);
  return missingPermissions(needs, caller, await readAccessRules(cluster, [api, ...tiers]), { api, tiers });
}
