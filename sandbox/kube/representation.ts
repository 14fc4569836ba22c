import type { KubeObject } from '../object.ts';
import type { ResourceType } from './resources.ts';
import { type Table, tableOf } from './table.ts';

/** How a client wants objects: whole, as rows of a table, or their metadata alone. */
export type Representation = 'object' | 'table' | 'metadata';

/** The first form of the Accept header that the API knows. */
export function representation(accept: string | null): Representation {
  for (const range of (accept ?? '').split(',')) {
    if (/;\s*as=Table\b/.test(range) && /v=v1\b/.test(range)) return 'table';
    if (/;\s*as=PartialObjectMetadata(List)?\b/.test(range)) return 'metadata';
    if (/application\/json\s*(;\s*q=[\d.]+\s*)?$/.test(range) || /\*\/\*/.test(range)) return 'object';
  }
  return 'object';
}

/** An object in the version that was asked for; all versions of a kind have one form here. */
export const inVersion = (object: KubeObject, type: ResourceType): KubeObject => ({
  ...object,
  apiVersion: type.group === '' ? type.version : `${type.group}/${type.version}`,
  kind: type.kind,
});

const partial = (object: KubeObject) => ({
  kind: 'PartialObjectMetadata',
  apiVersion: 'meta.k8s.io/v1',
  metadata: object.metadata,
});

export interface ListMetadata {
  resourceVersion: string;
  continue?: string;
  remainingItemCount?: number;
}

/** One object in a representation. `includeObject` says what of the object a table row carries. */
export function represent(
  object: KubeObject,
  type: ResourceType,
  form: Representation,
  includeObject: string | null,
): KubeObject | Table | ReturnType<typeof partial> {
  if (form === 'metadata') return partial(object);
  const whole = inVersion(object, type);
  if (form === 'object') return whole;
  return tableOf([whole], type, { resourceVersion: object.metadata.resourceVersion ?? '' }, includeObject);
}

/** A list of objects in a representation. */
export function representList(
  items: KubeObject[],
  type: ResourceType,
  metadata: ListMetadata,
  form: Representation,
  includeObject: string | null,
): unknown {
  if (form === 'metadata') {
    return { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata, items: items.map(partial) };
  }
  const whole = items.map((item) => inVersion(item, type));
  if (form === 'table') return tableOf(whole, type, metadata, includeObject);
  return {
    kind: `${type.kind}List`,
    apiVersion: type.group === '' ? type.version : `${type.group}/${type.version}`,
    metadata,
    items: whole,
  };
}
