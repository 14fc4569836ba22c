import type { Registry } from '../../layouts/registries.ts';
import type { Cluster, ImageLook } from './cluster.ts';
import { PullSecret } from './kinds/pull-secret.ts';
import { canI } from './permission-text.ts';

/** The pull secret of all nodes. */
const PLACE = { namespace: 'openshift-config', name: 'pull-secret' };

/** What the cluster's pull secret says: the registries that it names, or why that could not be read. */
export type PullSecretReading = { registries: readonly string[] } | { untold: string };

/** Reads the names of the registries in the cluster's pull secret; that it cannot be read is an answer too. */
export async function pullSecretRegistries(cluster: Pick<Cluster, 'get'>): Promise<PullSecretReading> {
  const answer = await cluster.get(PullSecret, PLACE.name, PLACE.namespace);
  if (answer.kind === 'found') {
    const { registries } = answer.value;
    return registries === undefined
      ? { untold: 'the pull secret names no registries that can be read' }
      : { registries };
  }
  if (answer.kind === 'forbidden') return { untold: `missing permission: ${canI(answer.permission)}` };
  if (answer.kind === 'unreachable') return { untold: answer.reason };
  return { untold: `Secret ${PLACE.namespace}/${PLACE.name} does not exist` };
}

/** Whether an entry of a pull secret (`quay.io`, `https://index.docker.io/v1/`, `quay.io/team`) is about a registry. */
const isAbout = (entry: string, registry: string): boolean =>
  entry.replace(/^https?:\/\//, '').split('/')[0] === registry;

/** Registries that need credentials and have no entry in the pull secret. */
export const withoutEntry = (registries: readonly Registry[], entries: readonly string[]): string[] =>
  registries
    .filter(({ registry, pullSecret }) => pullSecret && !entries.some((entry) => isAbout(entry, registry)))
    .map(({ registry }) => registry);

/** The registries that could not be reached, apart by whether the installation can do without. */
export function unreached(
  registries: readonly Registry[],
  looks: readonly ImageLook[],
): { needed: string[]; optional: string[]; reached: string[] } {
  const judged = registries.map((entry) => ({ ...entry, look: looks.find(({ image }) => image === entry.image) }));
  const text = ({ registry, neededFor, look }: (typeof judged)[number]): string => {
    const reason = look === undefined || look.found ? 'not looked up' : look.reason;
    return `${registry} (${neededFor}): ${reason}`;
  };
  const missing = judged.filter(({ look }) => look?.found !== true);
  return {
    needed: missing.filter(({ optional }) => !optional).map(text),
    optional: missing.filter(({ optional }) => optional).map(text),
    reached: judged.filter(({ look }) => look?.found === true).map(({ registry }) => registry),
  };
}
