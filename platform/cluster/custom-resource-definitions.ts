import { readCondition } from './conditions.ts';
import type { ObjectOf } from './kinds/base.ts';
import { CustomResourceDefinition } from './kinds/core.ts';
import type { ClusterReader } from './reader.ts';

export type CrdObject = ObjectOf<typeof CustomResourceDefinition>;

/** A CRD that must be there: its name, and the version that objects are read and written in, where it matters. */
export interface WantedCrd {
  name: string;
  version?: string;
}

const servedVersions = (crd: CrdObject): string[] =>
  (crd.spec?.versions ?? []).filter(({ served }) => served === true).map(({ name }) => name);

/** What keeps a kind from being used: it is being deleted, is not Established, or does not serve the version. */
export function crdProblems(crd: CrdObject | undefined, { name, version }: WantedCrd): string[] {
  if (crd === undefined) return [`${name} does not exist`];
  const served = servedVersions(crd);
  const established = readCondition(crd, 'Established');
  const names = readCondition(crd, 'NamesAccepted');
  return [
    ...(established.holds ? [] : [`${name}: ${established.text}`]),
    ...(names.status === 'False' ? [`${name}: ${names.text}`] : []),
    ...(served.length === 0 ? [`${name} serves no version`] : []),
    ...(version === undefined || served.length === 0 || served.includes(version)
      ? []
      : [`${name} serves ${served.join(', ')}, not ${version}`]),
  ];
}

/** Judges CRDs. `summary` names each that is there with the versions it serves. An empty `wanted` is the caller's mistake. */
export async function crdReport(
  cluster: Pick<ClusterReader, 'list'>,
  wanted: readonly WantedCrd[],
): Promise<{ problems: string[]; summary: string }> {
  const crds = new Map((await cluster.list(CustomResourceDefinition)).map((crd) => [crd.metadata.name, crd]));
  const found = wanted.map((one) => ({ ...one, crd: crds.get(one.name) }));
  return {
    problems: found.flatMap(({ crd, ...one }) => crdProblems(crd, one)),
    summary: found
      .map(({ name, crd }) => `${name} (${crd === undefined ? 'missing' : servedVersions(crd).join(', ')})`)
      .join(', '),
  };
}
