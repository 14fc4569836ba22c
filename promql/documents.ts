import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { type Board, grafanaBoard, persesBoard } from './boards.ts';

const KubeObject = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
  spec: z.unknown().optional(),
  data: z.record(z.string(), z.string()).optional().catch(undefined),
});
const List = z.looseObject({ kind: z.string().endsWith('List'), items: z.array(z.unknown()) });
const WithJson = z.looseObject({ json: z.string() });

/** A text that is neither YAML nor JSON. The message is one line. */
export class NoDocument extends Error {
  override name = 'NoDocument';
}

/**
 * Every dashboard in a file: Grafana's JSON model, a GrafanaDashboard, a PersesDashboard, a Dashboard of Perses itself, or a
 * ConfigMap with boards as the console reads them; JSON or YAML, several documents. Throws NoDocument.
 */
export function boardsIn(text: string): Board[] {
  return documentsIn(text).flatMap(boardsOf);
}

/** The documents of a YAML or JSON text. Throws NoDocument. */
function documentsIn(text: string): unknown[] {
  const documents = parseAllDocuments(text, { logLevel: 'silent' });
  const list = Array.isArray(documents) ? documents : [];
  const error = list.flatMap(({ errors }) => errors)[0];
  if (error !== undefined) throw new NoDocument(error.message.split('\n')[0] ?? 'it cannot be parsed');
  return list.map((document): unknown => document.toJS({ maxAliasCount: 100 }));
}

/** The boards that a document is, or holds. */
export function boardsOf(document: unknown): Board[] {
  const list = List.safeParse(document).data;
  if (list !== undefined) return list.items.flatMap(boardsOf);
  const object = KubeObject.safeParse(document).data;
  if (object === undefined) return some(grafanaBoard(document));
  if (object.kind === 'GrafanaDashboard') return inJson(WithJson.safeParse(object.spec).data?.json);
  if (object.kind === 'PersesDashboard' || object.kind === 'Dashboard')
    return some(persesBoard(object.spec, object.metadata.name));
  if (object.kind === 'ConfigMap') {
    return Object.entries(object.data ?? {}).flatMap(([key, value]) => (key.endsWith('.json') ? inJson(value) : []));
  }
  return [];
}

const some = (board: Board | undefined): Board[] => (board === undefined ? [] : [board]);

function inJson(text: string | undefined): Board[] {
  try {
    return some(grafanaBoard(JSON.parse(text ?? '')));
  } catch {
    return [];
  }
}
