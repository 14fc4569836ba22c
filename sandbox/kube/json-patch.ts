import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

const Pointer = z.string().regex(/^(\/.*)?$/);
/** The operations of RFC 6902. */
export const JsonPatch = z.array(
  z.discriminatedUnion('op', [
    z.object({ op: z.enum(['add', 'replace', 'test']), path: Pointer, value: z.unknown() }),
    z.object({ op: z.literal('remove'), path: Pointer }),
    z.object({ op: z.enum(['move', 'copy']), path: Pointer, from: Pointer }),
  ]),
);
type Operation = z.infer<typeof JsonPatch>[number];

const steps = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null;

function child(container: unknown, step: string): unknown {
  return isContainer(container) && Object.hasOwn(container, step) ? Reflect.get(container, step) : undefined;
}

const valueAt = (document: unknown, path: string): unknown => steps(path).reduce(child, document);

function place(document: unknown, path: string): { parent: object; step: string } {
  const all = steps(path);
  const step = all.pop() ?? '';
  const parent = all.reduce(child, document);
  if (!isContainer(parent)) throw new RangeError(`the path "${path}" does not exist`);
  return { parent, step };
}

function add(document: unknown, path: string, value: unknown): void {
  const { parent, step } = place(document, path);
  if (!Array.isArray(parent)) {
    Reflect.set(parent, step, value);
    return;
  }
  const index = step === '-' ? parent.length : Number(step);
  if (!Number.isInteger(index) || index > parent.length) throw new RangeError(`the index of "${path}" does not exist`);
  parent.splice(index, 0, value);
}

function remove(document: unknown, path: string): void {
  const { parent, step } = place(document, path);
  if (!Object.hasOwn(parent, step)) throw new RangeError(`the path "${path}" does not exist`);
  if (Array.isArray(parent)) parent.splice(Number(step), 1);
  else Reflect.deleteProperty(parent, step);
}

function demand(document: unknown, path: string, value: unknown): void {
  if (!isDeepStrictEqual(valueAt(document, path), value)) throw new RangeError(`the test of "${path}" failed`);
}

function transfer(document: unknown, from: string, path: string, keep: boolean): void {
  const value = structuredClone(valueAt(document, from));
  if (!keep) remove(document, from);
  add(document, path, value);
}

function apply(document: unknown, operation: Operation): void {
  switch (operation.op) {
    case 'add':
      add(document, operation.path, operation.value);
      break;
    case 'replace':
      remove(document, operation.path);
      add(document, operation.path, operation.value);
      break;
    case 'test':
      demand(document, operation.path, operation.value);
      break;
    case 'remove':
      remove(document, operation.path);
      break;
    default:
      transfer(document, operation.from, operation.path, operation.op === 'copy');
  }
}

/** Applies a JSON patch to a document in place. Throws a RangeError for an operation that cannot be done. */
export function applyJsonPatch(document: object, patch: z.infer<typeof JsonPatch>): void {
  for (const operation of patch) apply(document, operation);
}
