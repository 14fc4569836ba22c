import type { KubeObject } from '../object.ts';

/** How texts of an object change: whole ones, and parts of others. */
export interface Renaming {
  whole: Readonly<Record<string, string>>;
  parts: readonly (readonly [RegExp, string])[];
}

/** What catalogs offer and which types there are does not depend on who deploys. */
const UNTOUCHED = ['PackageManifest', 'CatalogSource', 'CustomResourceDefinition'];

function renamedText(text: string, { whole, parts }: Renaming): string {
  return whole[text] ?? parts.reduce((result, [from, to]) => result.replace(from, to), text);
}

function renamedValue(value: unknown, renaming: Renaming): unknown {
  if (typeof value === 'string') return renamedText(value, renaming);
  if (Array.isArray(value)) return value.map((item) => renamedValue(item, renaming));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [renamedText(key, renaming), renamedValue(inner, renaming)]),
  );
}

/** The object with every name and text in it changed, those of its keys (labels) included. */
export function renamed(object: KubeObject, renaming: Renaming): KubeObject {
  if (UNTOUCHED.includes(object.kind)) return object;
  return renamedValue(object, renaming) as KubeObject;
}
