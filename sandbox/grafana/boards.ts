import { createHash } from 'node:crypto';
import type { KubeObject, ObjectStore } from '../object.ts';

/** A board in Grafana's database. */
export interface StoredBoard {
  id: number;
  uid: string;
  title: string;
  slug: string;
  /** Its JSON model. */
  model: Record<string, unknown>;
}

/** The label of the sandbox's one Grafana: the operator loads a board into each Grafana that the board's selector matches. */
const LABELS: Record<string, string> = { dashboards: 'grafana' };

/** The boards that Grafana's operator has loaded, in the order of their objects; those without readable JSON are not. */
export function storedBoards(objects: Pick<ObjectStore, 'all'>): StoredBoard[] {
  return objects.all('GrafanaDashboard').flatMap((object, index) => {
    const model = modelOf(object);
    if (model === undefined || !isSelected(object)) return [];
    const { namespace, name } = object.metadata;
    const uid = createHash('sha256').update(`${namespace}/${name}`).digest('hex').slice(0, 14);
    const title = String(model['title']);
    return [{ id: index + 1, uid, title, slug: slugOf(title), model: { ...model, id: index + 1, uid, version: 1 } }];
  });
}

function isSelected(object: KubeObject): boolean {
  const wanted: Record<string, string> = object['spec']?.instanceSelector?.matchLabels ?? {};
  return Object.entries(wanted).every(([label, value]) => LABELS[label] === value);
}

function modelOf(object: KubeObject): Record<string, unknown> | undefined {
  try {
    const model: unknown = JSON.parse(object['spec']?.json ?? '');
    return typeof model === 'object' && model !== null && 'title' in model ? { ...model } : undefined;
  } catch {
    return undefined;
  }
}

const slugOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
