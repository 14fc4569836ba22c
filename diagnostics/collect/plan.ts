import type { Layout } from '../../layouts/layout.ts';
import type { ServedType } from '../../platform/cluster/raw/raw-cluster.ts';
import { breadthOf, isNeverRead, nameOf } from './resources.ts';
import { hasModels, layoutNamespaces, logNamespaces, type Scope, typeNames, type WantedType } from './scope.ts';

/** A list that is to be read. */
export interface PlannedList {
  type: ServedType;
  /** undefined: of all namespaces, or of a type that is in none. */
  namespace?: string;
}

/** All that is to be read, before anything is. */
export interface Plan {
  lists: PlannedList[];
  /** Namespaces whose pods' logs are read; those of models are found on the way. */
  logNamespaces: string[];
  /** Namespaces of the layout, for what may not be listed in all of them. */
  namespaces: string[];
}

/** What a scope reads of a cluster that serves these types; several layouts where it is not known which it has. */
export function planOf(scope: Scope, layouts: readonly Layout[], types: readonly ServedType[]): Plan {
  const ofAll = (of: (layout: Layout) => string[]): string[] => [...new Set(layouts.flatMap(of))];
  const namespaces = ofAll(layoutNamespaces);
  const wanted = typeNames(scope);
  const logs = ofAll((layout) => logNamespaces(scope, layout));
  const lists = types.flatMap((type): PlannedList[] => {
    if (isNeverRead(type) || (wanted !== undefined && !wanted.has(nameOf(type)))) return [];
    const breadth = breadthOf(type) ?? (wanted === undefined ? undefined : 'everywhere');
    if (breadth === undefined) return [];
    const read = (scope.types ?? []).filter(({ group, resource }) => group === type.group && resource === type.plural);
    const isEverywhere = breadth === 'everywhere' && (wanted === undefined || !isNarrowed(type, read, scope));
    if (isEverywhere || !type.namespaced) return [{ type }];
    const places = [...(wanted === undefined ? namespaces : logs), ...read.flatMap(({ namespace }) => namespace ?? [])];
    return [...new Set(places)].map((namespace) => ({ type, namespace }));
  });
  return { lists, logNamespaces: logs, namespaces };
}

/** Everybody has many of these: for some checks they are collected where those look. */
const MANY = new Set(['', 'apps']);

const isNarrowed = ({ group }: ServedType, read: readonly WantedType[], scope: Scope): boolean =>
  MANY.has(group) && !hasModels(scope) && read.every(({ namespace }) => namespace !== undefined);

/** A plan for a reader: one line a type, and what follows from it. */
export function planLines({ lists, logNamespaces: logs }: Plan): string[] {
  const byType = new Map<string, string[]>();
  for (const { type, namespace } of lists) {
    const places = byType.get(nameOf(type)) ?? [];
    byType.set(nameOf(type), namespace === undefined ? places : [...places, namespace]);
  }
  return [
    ...[...byType]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, places]) => `list ${name}${places.length === 0 ? '' : ` in ${places.join(', ')}`}`),
    ...(logs.length === 0
      ? []
      : [
          `logs of every container of the pods in ${logs.join(', ')}, and of the models’ pods; those before a restart too`,
        ]),
  ];
}
