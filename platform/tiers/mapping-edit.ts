import { parseDocument, visit } from 'yaml';
import type { Layout } from '../../layouts/layout.ts';

type Format = Layout['tiers']['format'];

/** Where a tier's groups are in the mapping; undefined where the mapping has no such tier. */
function groupsPath(value: unknown, format: Format, tier: string): (string | number)[] | undefined {
  if (format === 'map') return ['tiers', tier, 'groups'];
  const index = Array.isArray(value) ? value.findIndex((entry) => entry?.name === tier) : -1;
  return index < 0 ? undefined : [index, 'groups'];
}

/** A tier mapping's text with one more group in a tier, comments and order kept; undefined where it has no list of that tier's groups. */
export function withGroup(text: string, format: Format, tier: string, group: string): string | undefined {
  const document = parseDocument(text);
  if (document.errors.length > 0) return undefined;
  const value: unknown = document.toJS();
  const path = groupsPath(value, format, tier);
  const groups: unknown = path === undefined ? undefined : document.getIn(path);
  if (path === undefined || typeof groups !== 'object' || groups === null) return undefined;
  document.addIn(path, group);
  return document.toString();
}

/** The text without a group, wherever a list names it. */
export function withoutGroup(text: string, group: string): string {
  const document = parseDocument(text);
  visit(document, {
    Scalar: (key, node) => (node.value === group && typeof key === 'number' ? visit.REMOVE : undefined),
  });
  return document.toString();
}
