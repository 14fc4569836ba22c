import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '../object.ts';

/** Groups whose objects have no generation, but for those that carry one in their file. */
const WITHOUT_GENERATION = /^(v1|rbac\.authorization\.k8s\.io\/.*|storage\.k8s\.io\/.*|events\.k8s\.io\/.*)$/;

/** Visits every map that has an `observedGeneration`, at any depth: status, conditions, parents, listeners. */
function observers(value: unknown, visit: (holder: { observedGeneration: unknown }) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) observers(item, visit);
  } else if (typeof value === 'object' && value !== null) {
    if ('observedGeneration' in value) visit(value);
    for (const item of Object.values(value)) observers(item, visit);
  }
}

/** The generation of an object whose file names none: the newest that its status has seen, else 1. */
export function firstGeneration(object: KubeObject): number | undefined {
  let newest = 0;
  observers(object['status'], (holder) => {
    if (typeof holder.observedGeneration === 'number') newest = Math.max(newest, holder.observedGeneration);
  });
  if (newest > 0) return newest;
  return object['spec'] === undefined || WITHOUT_GENERATION.test(object.apiVersion) ? undefined : 1;
}

const desired = ({ metadata: _metadata, status: _status, ...rest }: KubeObject): unknown => rest;

/**
 * Raises the generation when anything but metadata and status changed, and lets the status observe it: the sandbox runs
 * no controllers, and an edit of a spec must not look like a controller that is stuck. Who wants a stuck one sets
 * `metadata.generation` or the status by hand.
 */
export function followSpec(before: KubeObject, after: KubeObject): void {
  const old = before.metadata.generation;
  if (old === undefined || after.metadata.generation !== old) return;
  if (isDeepStrictEqual(desired(before), desired(after))) return;
  after.metadata.generation = old + 1;
  if (!isDeepStrictEqual(before['status'], after['status'])) return;
  observers(after['status'], (holder) => {
    if (holder.observedGeneration === old) holder.observedGeneration = old + 1;
  });
}
