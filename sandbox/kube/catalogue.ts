import type { KubeObject } from '../object.ts';
import type { WatchableStore } from './object-store.ts';
import type { PrinterColumn } from './printer-columns.ts';
import { ALL_VERBS, BUILT_IN, type ResourceType } from './resources.ts';

/** The resources that the API serves now: those built in, and those of the CustomResourceDefinitions in the store. */
export interface Catalogue {
  types(): ResourceType[];
  find(group: string, version: string, plural: string): ResourceType | undefined;
  /** The resource of a kind, whatever its version. */
  ofKind(group: string, kind: string): ResourceType | undefined;
}

interface CrdVersion {
  name: string;
  served?: boolean;
  storage?: boolean;
  additionalPrinterColumns?: PrinterColumn[];
  schema?: { openAPIV3Schema?: unknown };
  subresources?: { status?: object; scale?: object };
}

const established = (crd: KubeObject): boolean =>
  !(crd['status']?.conditions ?? []).some(
    (condition: { type: string; status: string }) => condition.type === 'Established' && condition.status !== 'True',
  );

function customTypes(crd: KubeObject): ResourceType[] {
  const { group, names, scope, versions } = crd['spec'];
  return (versions as CrdVersion[])
    .filter((version) => version.served !== false)
    .sort((a, b) => Number(b.storage ?? false) - Number(a.storage ?? false))
    .map((version) => ({
      group,
      version: version.name,
      kind: names.kind,
      plural: names.plural,
      singular: names.singular ?? names.kind.toLowerCase(),
      namespaced: scope !== 'Cluster',
      shortNames: names.shortNames ?? [],
      categories: names.categories ?? [],
      verbs: ALL_VERBS,
      // A CRD that does not declare it still answers to `/status`: the sandbox's own controllers use it.
      subresources: [{ name: 'status', kind: names.kind, verbs: ['get', 'patch', 'update'] }],
      columns: version.additionalPrinterColumns,
      schema: version.schema?.openAPIV3Schema,
    }));
}

export function catalogue(objects: WatchableStore): Catalogue {
  let madeAt = -1;
  let types: ResourceType[] = [];
  const current = (): ResourceType[] => {
    if (madeAt === objects.resourceVersion()) return types;
    const custom = objects
      .allOf('apiextensions.k8s.io', 'CustomResourceDefinition')
      .filter(established)
      .flatMap(customTypes)
      // Kubernetes orders groups of one priority by name: `kubectl get gateways` means the Gateway API's, not Istio's.
      .sort((a, b) => (a.group < b.group ? -1 : Number(a.group > b.group)));
    const own = new Set(custom.map(({ group, plural }) => `${plural}.${group}`));
    types = [...BUILT_IN.filter(({ group, plural }) => !own.has(`${plural}.${group}`)), ...custom];
    madeAt = objects.resourceVersion();
    return types;
  };
  return {
    types: current,
    find: (group, version, plural) =>
      current().find((type) => type.group === group && type.version === version && type.plural === plural),
    ofKind: (group, kind) => current().find((type) => type.group === group && type.kind === kind),
  };
}
