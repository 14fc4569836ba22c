type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** RFC 7386: null removes, objects are merged, all else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isFields(patch)) return patch;
  const merged: Fields = isFields(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete merged[name];
    else merged[name] = mergePatch(merged[name], value);
  }
  return merged;
}

/** By which field Kubernetes tells the items of a list apart, for the lists that a strategic merge or an apply merges. */
const MERGE_KEYS: Record<string, string> = {
  containers: 'name',
  initContainers: 'name',
  env: 'name',
  volumes: 'name',
  imagePullSecrets: 'name',
  volumeMounts: 'mountPath',
  conditions: 'type',
  ownerReferences: 'uid',
};
const PRIMITIVE_SETS = new Set(['finalizers']);
const DELETE_FROM = '$deleteFromPrimitiveList/';
/** Directives about order and kept keys, which a merge by key needs not. */
const IGNORED = /^\$(setElementOrder\/|retainKeys)/;

function mergeList(name: string, target: unknown[], patch: unknown[]): unknown[] {
  if (PRIMITIVE_SETS.has(name)) return [...new Set([...target, ...patch])];
  const key = MERGE_KEYS[name];
  if (key === undefined || !patch.every(isFields)) return patch;
  const merged = [...target];
  for (const item of patch) {
    if (item['$patch'] === 'replace') return patch.filter((other) => other !== item);
    const at = merged.findIndex((existing) => isFields(existing) && existing[key] === item[key]);
    if (item['$patch'] === 'delete') {
      if (at !== -1) merged.splice(at, 1);
    } else if (at === -1) merged.push(item);
    else merged[at] = strategicMerge(merged[at], item);
  }
  return merged;
}

/** Kubernetes' strategic merge: like a merge patch, but lists of named things are merged item by item. */
export function strategicMerge(target: unknown, patch: unknown): unknown {
  if (!isFields(patch)) return patch;
  const { $patch: directive, ...fields } = patch;
  const merged: Fields = isFields(target) && directive !== 'replace' ? { ...target } : {};
  for (const [name, value] of Object.entries(fields)) {
    const present = merged[name];
    if (IGNORED.test(name)) continue;
    if (name.startsWith(DELETE_FROM)) {
      const list = name.slice(DELETE_FROM.length);
      const kept = merged[list];
      if (Array.isArray(kept) && Array.isArray(value)) merged[list] = kept.filter((item) => !value.includes(item));
    } else if (value === null || (isFields(value) && value['$patch'] === 'delete')) delete merged[name];
    else if (Array.isArray(value) && Array.isArray(present)) merged[name] = mergeList(name, present, value);
    else merged[name] = strategicMerge(present, value);
  }
  return merged;
}
