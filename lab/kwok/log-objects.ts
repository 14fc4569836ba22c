import type { KubeObject } from '../../sandbox/object.ts';
import { type ApiClient, ApiFailure } from '../api/client.ts';
import type { Resource, Resources } from '../api/resources.ts';

const LOGS: Resource = {
  apiVersion: 'kwok.x-k8s.io/v1alpha1',
  kind: 'Logs',
  plural: 'logs',
  namespaced: true,
  verbs: [],
  hasStatus: true,
};
const CONFLICT = 409;
const NOT_FOUND = 404;

/** Tells kwok where the logs of the pods are that come, and takes it back for those that go. */
export interface PodLogObjects {
  arrived(pod: KubeObject): void;
  gone(pod: KubeObject): void;
}

/** @param of kwok's object for a pod */
export function podLogObjects(
  admin: ApiClient,
  resources: Resources,
  of: (pod: KubeObject) => KubeObject,
): PodLogObjects {
  const send = (
    path: string,
    request: Parameters<ApiClient['demand']>[1],
    isUsual: (failure: ApiFailure) => boolean,
  ) => {
    admin.demand(path, request).catch((error: unknown) => {
      if (error instanceof ApiFailure && isUsual(error)) return;
      console.error(`lab: ${error instanceof Error ? error.message : error}`);
    });
  };
  return {
    arrived(pod) {
      if (pod.metadata.deletionTimestamp !== undefined) return;
      const collection = resources.collection(LOGS, pod.metadata.namespace);
      // It is known already, or its namespace is on its way out.
      const isUsual = ({ status, message }: ApiFailure): boolean =>
        status === CONFLICT || status === NOT_FOUND || message.includes('being terminated');
      send(collection, { method: 'POST', body: of(pod) }, isUsual);
    },
    gone({ metadata }) {
      const path = `${resources.collection(LOGS, metadata.namespace)}/${metadata.name}`;
      send(path, { method: 'DELETE' }, ({ status }) => status === NOT_FOUND);
    },
  };
}
