import type { KubeObject } from '../object.ts';
import { age } from './ages.ts';
import { builtInColumns, type Column } from './built-in-columns.ts';
import { atPath, type PrinterColumn } from './printer-columns.ts';
import type { ListMetadata } from './representation.ts';
import type { ResourceType } from './resources.ts';

interface ColumnDefinition {
  name: string;
  type: string;
  format: string;
  description: string;
  priority: number;
}
export interface Table {
  kind: 'Table';
  apiVersion: 'meta.k8s.io/v1';
  metadata: ListMetadata;
  columnDefinitions: ColumnDefinition[];
  rows: { cells: unknown[]; object?: unknown }[];
}

/** Kubernetes marks the default storage class in its name's cell. */
const isDefault = ({ kind, metadata }: KubeObject): boolean =>
  kind === 'StorageClass' && metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true';
const NAME: Column = {
  name: 'Name',
  cell: (object) => `${object.metadata.name}${isDefault(object) ? ' (default)' : ''}`,
};
const AGE: Column = { name: 'Age', cell: (object) => age(object.metadata.creationTimestamp) };

function custom(column: PrinterColumn): Column {
  return {
    name: column.name,
    type: column.type,
    priority: column.priority,
    cell(object) {
      // As Kubernetes does, only the first result is shown: a ClusterVersion's newest completed version.
      const [value] = atPath(object, column.jsonPath);
      if (value === undefined) return null;
      if (column.type === 'date') return age(String(value));
      return column.type !== 'string' || typeof value === 'string' ? value : JSON.stringify(value);
    },
  };
}

function columnsOf(type: ResourceType): Column[] {
  if (type.columns !== undefined && type.columns.length > 0) return [NAME, ...type.columns.map(custom)];
  const own = builtInColumns(type.group, type.kind);
  return own === undefined ? [NAME, AGE] : [NAME, ...own];
}

function rowObject(object: KubeObject, includeObject: string | null): unknown {
  if (includeObject === 'None') return undefined;
  if (includeObject === 'Object') return object;
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}

/** Objects as the rows that `kubectl get` prints. */
export function tableOf(
  objects: KubeObject[],
  type: ResourceType,
  metadata: ListMetadata,
  includeObject: string | null,
): Table {
  const columns = columnsOf(type);
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: columns.map((column) => ({
      name: column.name,
      type: column.type ?? 'string',
      format: column === NAME ? 'name' : '',
      description: '',
      priority: column.priority ?? 0,
    })),
    rows: objects.map((object) => ({
      cells: columns.map((column) => column.cell(object)),
      object: rowObject(object, includeObject),
    })),
  };
}
