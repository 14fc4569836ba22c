import { z } from 'zod';
import type { KubeObject } from '../object.ts';
import { body, mediaType } from './bodies.ts';
import type { Exchange } from './exchange.ts';
import { applyJsonPatch, JsonPatch } from './json-patch.ts';
import { mergePatch, strategicMerge } from './merge-patches.ts';
import { subjectOf } from './reading.ts';
import { BUILT_IN } from './resources.ts';
import { badRequest, invalid, StatusError, unsupportedMediaType } from './status-errors.ts';

const JSON_PATCH = 'application/json-patch+json';
const MERGE = 'application/merge-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';
const APPLY = /^application\/apply-patch\+(yaml|json|cbor)$/;

function byOperations(exchange: Exchange, current: KubeObject, content: unknown): unknown {
  const operations = JsonPatch.safeParse(content);
  if (!operations.success) throw badRequest(`the body is no JSON patch: ${z.prettifyError(operations.error)}`);
  const copy = structuredClone(current);
  try {
    applyJsonPatch(copy, operations.data);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const subject = subjectOf(exchange);
    throw new StatusError(
      422,
      'Invalid',
      `the server rejected our request due to an error in our request: ${error.message}`,
      {
        name: subject.name,
        kind: subject.resource,
      },
    );
  }
  return copy;
}

function applied(exchange: Exchange, current: KubeObject | undefined, content: unknown): unknown {
  if (!exchange.query.get('fieldManager')) {
    throw invalid({ group: 'meta.k8s.io', resource: 'patchoptions', kind: 'PatchOptions', name: '' }, [
      { reason: 'FieldValueRequired', message: 'Required value: is required for apply patch', field: 'fieldManager' },
    ]);
  }
  return current === undefined ? content : strategicMerge(current, content);
}

const isBuiltIn = ({ type }: Exchange): boolean =>
  BUILT_IN.some(({ group, kind }) => group === type.group && kind === type.kind);

/** The state that a patch of an object asks for. Throws a 415 Status for a format that the type does not take. */
export async function patched(exchange: Exchange, current: KubeObject | undefined): Promise<unknown> {
  const content = await body(exchange.request);
  const format = mediaType(exchange.request);
  if (APPLY.test(format)) return applied(exchange, current, content);
  if (current !== undefined) {
    if (format === MERGE) return mergePatch(current, content);
    if (format === STRATEGIC && isBuiltIn(exchange)) return strategicMerge(current, content);
    if (format === JSON_PATCH) return byOperations(exchange, current, content);
  }
  const accepted = [JSON_PATCH, MERGE, ...(isBuiltIn(exchange) ? [STRATEGIC] : []), 'application/apply-patch+yaml'];
  throw unsupportedMediaType(format, accepted);
}
