import type { Observation } from '../observation.ts';
import { broughtBy, INFRASTRUCTURE, OWN_GROUP, OWN_TYPES, RELEASES, type Release } from '../releases.ts';

/** Operators whose version says which release of MaaS they bring. */
const PRODUCTS: readonly string[] = [...new Set(RELEASES.flatMap(({ products }) => Object.keys(products)))];

const ownTypes = ({ types }: Observation): string[] =>
  Object.entries(types ?? {}).flatMap(([name, known]) => (known && name.endsWith(`.${OWN_GROUP}`) ? [name] : []));

/** Whether a cluster with these types can be of the release: all of its types, none of what only others have. */
function fits({ types }: Release, known: Record<string, boolean>): boolean {
  return OWN_TYPES.every((type) => (types.includes(type) ? known[type] !== false : known[type] !== true));
}

const lastRelease = RELEASES.at(-1)?.release ?? '';
const LATER = `a release of MaaS later than ${lastRelease}`;

/** The release as exactly as its types tell: several where some could not be known. */
function byTypes({ types = {} }: Observation, own: readonly string[]): string {
  const strange = own.filter((type) => !OWN_TYPES.includes(type));
  if (strange.length > 0) return LATER;
  const names = RELEASES.filter((release) => fits(release, types)).map(({ release }) => release);
  const last = names.includes(lastRelease) ? ' or later' : '';
  return names.length === 0 ? 'an unknown release of MaaS with subscriptions' : `${names.join(' or ')}${last}`;
}

/** What an installed product says about the release; nothing where it is v0.0.2, which the other signs tell. */
export function productNotes({ operators }: Observation): { text: string; release: string }[] {
  return (operators ?? []).flatMap(({ name, version }) => {
    if (version === undefined || !PRODUCTS.includes(name)) return [];
    const release = broughtBy(name, version);
    if (release === undefined) return [];
    const brings = release === 'later' ? LATER : `MaaS ${release}`;
    return [{ text: `${name} ${version} brings ${brings}`, release: release === 'later' ? LATER : release }];
  });
}

/** The signs of a release after v0.0.2, and its name; undefined where there is none. */
export function detectNewer(observation: Observation): { release: string; evidence: string[] } | undefined {
  const own = ownTypes(observation);
  const moved = observation.deployments?.filter(
    ({ name, namespace }) => name === 'maas-controller' || (name === 'maas-api' && INFRASTRUCTURE.includes(namespace)),
  );
  if (own.length === 0 && (moved ?? []).length === 0) return undefined;
  const places = (observation.namespaces ?? []).map(({ name }) => name).filter((name) => INFRASTRUCTURE.includes(name));
  const notes = productNotes(observation).filter(({ release }) => release !== 'v0.0.2');
  const evidence = [
    ...(own.length > 0 ? [`the cluster knows ${own.sort().join(', ')}`] : []),
    ...(moved ?? []).map(({ name, namespace }) => `Deployment ${name} is in ${namespace}`),
    ...(places.length > 0 ? [`it has the namespaces ${places.join(', ')}`] : []),
    ...notes.map(({ text }) => text),
  ];
  const release = own.length > 0 ? byTypes(observation, own) : releaseOfPlaces(places);
  return { release, evidence };
}

/** Without types, the namespaces tell at least which release was the first to have them. */
function releaseOfPlaces(places: readonly string[]): string {
  const first = RELEASES.findLast(({ infrastructure }) => infrastructure.some((name) => places.includes(name)));
  const since = RELEASES.find(
    ({ infrastructure }) => first !== undefined && infrastructure.join() === first.infrastructure.join(),
  );
  return since === undefined ? 'a release of MaaS after v0.0.2' : `${since.release} or later`;
}
