import type { Catalogue } from './catalogue.ts';
import type { ResourceType } from './resources.ts';

const groupVersion = (group: string, version: string): string => (group === '' ? version : `${group}/${version}`);

interface Group {
  name: string;
  versions: string[];
}

/** The API groups and their versions, the preferred one first; the core group is not one of them. */
function groups(catalogue: Catalogue): Group[] {
  const found = new Map<string, Set<string>>();
  for (const { group, version } of catalogue.types()) {
    if (group !== '') found.set(group, (found.get(group) ?? new Set()).add(version));
  }
  return [...found].map(([name, versions]) => ({ name, versions: [...versions].sort(byStability) }));
}

/** Stable versions before beta before alpha, newer before older, as Kubernetes prefers them. */
export function byStability(a: string, b: string): number {
  const rank = (version: string): number[] => {
    const [, major, stage, minor] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
    if (major === undefined) return [-1, 0, 0];
    return [stage === undefined ? 2 : stage === 'beta' ? 1 : 0, Number(major), Number(minor ?? 0)];
  };
  const [left, right] = [rank(a), rank(b)];
  for (const [index, value] of left.entries()) {
    const difference = (right[index] ?? 0) - value;
    if (difference !== 0) return difference;
  }
  return a < b ? -1 : 1;
}

/** `GET /api` */
export const coreVersions = () => ({ kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] });

function groupDocument({ name, versions }: Group) {
  const listed = versions.map((version) => ({ groupVersion: groupVersion(name, version), version }));
  return { name, versions: listed, preferredVersion: listed[0] };
}

/** `GET /apis` */
export const groupList = (catalogue: Catalogue) => ({
  kind: 'APIGroupList',
  apiVersion: 'v1',
  groups: groups(catalogue).map(groupDocument),
});

/** `GET /apis/GROUP`; undefined for a group that is not served. */
export function oneGroup(catalogue: Catalogue, name: string) {
  const group = groups(catalogue).find((candidate) => candidate.name === name);
  return group === undefined ? undefined : { kind: 'APIGroup', apiVersion: 'v1', ...groupDocument(group) };
}

function resourceDocuments(type: ResourceType) {
  const own = {
    name: type.plural,
    singularName: type.singular,
    namespaced: type.namespaced,
    kind: type.kind,
    verbs: type.verbs,
    shortNames: type.shortNames.length === 0 ? undefined : type.shortNames,
    categories: type.categories.length === 0 ? undefined : type.categories,
  };
  const below = type.subresources.map((subresource) => ({
    name: `${type.plural}/${subresource.name}`,
    singularName: '',
    namespaced: type.namespaced,
    kind: subresource.kind,
    group: subresource.group,
    version: subresource.version,
    verbs: subresource.verbs,
  }));
  return [own, ...below];
}

/** `GET /api/v1` and `GET /apis/GROUP/VERSION`; undefined for a version that is not served. */
export function resourceList(catalogue: Catalogue, group: string, version: string) {
  const types = catalogue.types().filter((type) => type.group === group && type.version === version);
  if (types.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: groupVersion(group, version),
    resources: types.flatMap(resourceDocuments),
  };
}

/** The content type of aggregated discovery: one answer for all groups, which clients ask for first. */
export const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
export const wantsAggregated = (accept: string | null): boolean =>
  /g=apidiscovery\.k8s\.io;v=v2;as=APIGroupDiscoveryList/.test((accept ?? '').replaceAll(' ', ''));

function aggregatedResource(type: ResourceType) {
  return {
    resource: type.plural,
    responseKind: { group: type.group, version: type.version, kind: type.kind },
    scope: type.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: type.singular,
    verbs: type.verbs,
    shortNames: type.shortNames,
    categories: type.categories,
    subresources: type.subresources.map(({ name, kind, verbs, ...at }) => ({
      subresource: name,
      responseKind: { group: at.group ?? type.group, version: at.version ?? type.version, kind },
      verbs,
    })),
  };
}

/** `GET /api` and `GET /apis` in the aggregated form. */
export function aggregated(catalogue: Catalogue, core: boolean) {
  const wanted = core ? [{ name: '', versions: ['v1'] }] : groups(catalogue);
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: wanted.map(({ name, versions }) => ({
      metadata: { name, creationTimestamp: null },
      versions: versions.map((version) => ({
        version,
        freshness: 'Current',
        resources: catalogue
          .types()
          .filter((type) => type.group === name && type.version === version)
          .map(aggregatedResource),
      })),
    })),
  };
}
