import { lstatSync, readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { plainValue } from '../../yaml-values.ts';
import { RawObject } from '../objects.ts';
import { Unreachable } from '../unreachable.ts';

/**
 * Calls `take` with every object of a YAML or JSON file: single objects, several documents, and lists. Throws Unreachable,
 * naming the file, where it cannot be understood: empty (its collection failed), cut short, or no objects in it.
 */
export function readObjects(file: string, take: (object: RawObject) => void): void {
  const text = withoutSchemas(textOf(file));
  const list = longList(text);
  if (list !== undefined) {
    // Printers write `kind: List` behind the items.
    if (!/^kind: /m.test(list.tail)) throw new Unreachable(cutShort(file));
    for (const piece of pieces(list.items)) for (const value of valuesOf(piece, file)) takeItems(value, file, take);
    return;
  }
  const values = valuesOf(text, file).filter((value) => value !== null && value !== undefined);
  if (values.length === 0) throw new Unreachable(`bundle file ${file} is empty: its collection failed`);
  for (const value of values) {
    const object = RawObject.safeParse(value).data;
    if (object === undefined) throw new Unreachable(`bundle file ${file} holds no Kubernetes object`);
    const items: unknown = object['items'];
    if (items === undefined && object.kind?.endsWith('List') !== true) {
      // What a command complains about ends up in its file too, and may look like YAML.
      if (object.metadata.name === undefined) throw new Unreachable(`bundle file ${file} holds no Kubernetes object`);
      take(object);
    } else if (object.kind === undefined) throw new Unreachable(cutShort(file));
    // `items: null` is how some printers write an empty list.
    else takeItems(items ?? [], file, take);
  }
}

const SCHEMA = /^( +)openAPIV3Schema:\n(?:\1 .*\n|\s*\n)+/gm;

/** A CustomResourceDefinition's schema is nearly all of it (megabytes), and no check reads it. */
const withoutSchemas = (text: string): string =>
  text.includes('CustomResourceDefinition') ? text.replaceAll(SCHEMA, '$1openAPIV3Schema: {}\n') : text;

const cutShort = (file: string): string => `bundle file ${file} is cut short: its list has no end`;

function textOf(file: string): string {
  try {
    if (!lstatSync(file).isFile())
      throw new Unreachable(`bundle file ${file} is a link or no file: it is not followed`);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Unreachable) throw error;
    throw new Unreachable(`bundle file ${file} cannot be read`);
  }
}

function takeItems(items: unknown, file: string, take: (object: RawObject) => void): void {
  if (!Array.isArray(items)) throw new Unreachable(`bundle file ${file}: its items are no list`);
  for (const item of items) {
    const object = RawObject.safeParse(item).data;
    if (object === undefined) throw new Unreachable(`bundle file ${file} has an item that is no object`);
    take(object);
  }
}

function valuesOf(text: string, file: string): unknown[] {
  if (text.startsWith('{')) {
    try {
      return [JSON.parse(text)];
    } catch {
      // YAML in flow style begins so too.
    }
  }
  const documents = parseAllDocuments(text);
  return ('empty' in documents ? [] : [...documents]).map((document) => {
    const read = plainValue(document);
    if ('problem' in read) throw new Unreachable(`bundle file ${file} is not valid YAML: ${read.problem}`);
    return read.value;
  });
}

/** A list is read in pieces of about so many characters: a syntax tree takes some fifty times its text. */
const PIECE = 100_000;

/** Cuts the items of a list into YAML sequences. Nothing inside of an item begins in the first column, so a dash there begins one. */
function* pieces(items: string): Generator<string> {
  let from = 0;
  while (from < items.length) {
    const end = items.indexOf('\n- ', from + PIECE);
    const to = end === -1 ? items.length : end + 1;
    yield items.slice(from, to);
    from = to;
  }
}

/** The items of a long list as kubectl's printer writes it, and what follows them; undefined for every other text. */
function longList(text: string): { items: string; tail: string } | undefined {
  const head = /^(?:---\n)?apiVersion: \S+\nitems:\n(?=- )/.exec(text);
  if (head === null || text.length < PIECE) return undefined;
  const rest = text.slice(head[0].length);
  const end = /\n[^\s-]/.exec(rest);
  const at = end === null ? rest.length : end.index + 1;
  return { items: rest.slice(0, at), tail: rest.slice(at) };
}
