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

const NAME: Column = { name: 'Name', cell: (object) => object.metadata.name };
const AGE: Column = { name: 'Age', cell: (object) => age(object.metadata.creationTimestamp) };

function custom(column: PrinterColumn): Column {
  return {
    name: column.name,
    type: column.type,
    priority: column.priority,
    cell(object) {
      const values = atPath(object, column.jsonPath);
      if (values.length === 0) return null;
      if (column.type === 'date') return age(String(values[0]));
      return column.type === 'string' ? values.map(String).join(',') : values[0];
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
