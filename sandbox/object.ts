/** A Kubernetes object as the sandbox keeps it: plain data, as in its YAML. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    uid?: string;
    resourceVersion?: string;
    generation?: number;
    creationTimestamp?: string;
    deletionTimestamp?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    [field: string]: unknown;
  };
  // biome-ignore lint/suspicious/noExplicitAny: the sandbox and its faults edit objects of every kind, freely
  [field: string]: any;
}

/** Names one object; `kind` alone is enough where no two groups share it, else `apiVersion` decides. */
export interface ObjectRef {
  kind: string;
  name: string;
  namespace?: string;
  apiVersion?: string;
}

/** The cluster's state. Servers read it live; faults edit it before the servers start. */
export interface ObjectStore {
  /** Every object of a kind, in one namespace or all, in stable order. */
  all(kind: string, namespace?: string): KubeObject[];
  find(ref: ObjectRef): KubeObject | undefined;
  /** Adds or replaces; sets uid, resourceVersion, generation and creationTimestamp where missing. */
  put(object: KubeObject): KubeObject;
  /** Changes one object in place; throws when it does not exist (a fault that edits nothing is a mistake). */
  edit(ref: ObjectRef, change: (object: KubeObject) => void): void;
  /** Removes one object; throws when it does not exist. */
  remove(ref: ObjectRef): void;
}
