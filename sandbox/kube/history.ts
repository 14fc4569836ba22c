import type { KubeObject } from '../object.ts';

/** One change of the cluster's state, with private copies of the object before and after it. */
export interface StoreChange {
  resourceVersion: number;
  before?: KubeObject;
  after?: KubeObject;
}

/** How many changes a watch may lag behind. */
const HISTORY = 1_000;
const FIRST_RESOURCE_VERSION = 1_000;

/** The changes of a store, the newest ones only, and who wants to hear of the next. */
export function history() {
  const changes: StoreChange[] = [];
  const listeners = new Set<(change: StoreChange) => void>();
  let latest = FIRST_RESOURCE_VERSION;
  let forgotten = FIRST_RESOURCE_VERSION;
  return {
    latest: () => latest,
    next: () => ++latest,
    record(change: StoreChange): void {
      changes.push(change);
      if (changes.length > HISTORY) forgotten = changes.shift()?.resourceVersion ?? forgotten;
      for (const listener of listeners) listener(change);
    },
    after: (version: number) =>
      version < forgotten ? undefined : changes.filter((change) => change.resourceVersion > version),
    forget(): void {
      changes.length = 0;
      forgotten = latest;
    },
    subscribe(listener: (change: StoreChange) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
