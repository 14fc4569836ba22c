import type { KubeObject, ObjectStore } from '../object.ts';

/** One address that a monitor's endpoint leads to. */
export interface EndpointAddress {
  ip: string;
  port: number;
  portName: string;
  namespace: string;
  pod: string;
  container?: string;
}

interface ContainerPort {
  name?: string;
  containerPort: number;
}

/** The addresses behind a Service's port: those of its EndpointSlices that are ready. */
export function serviceAddresses(
  objects: ObjectStore,
  service: KubeObject,
  endpoint: KubeObject['spec'],
): EndpointAddress[] {
  const namespace = service.metadata.namespace ?? '';
  const ports: { name?: string; port: number }[] = service.spec?.ports ?? [];
  const wanted = ports.find(({ name }) => name !== undefined && name === endpoint?.port);
  if (wanted === undefined) return [];
  return objects
    .all('EndpointSlice', namespace)
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service.metadata.name)
    .flatMap((slice) => {
      const port = (slice['ports'] ?? []).find(({ name }: { name?: string }) => name === wanted.name)?.port;
      const backends: KubeObject['spec'][] = slice['endpoints'] ?? [];
      return backends
        .filter((backend) => port !== undefined && backend.conditions?.ready !== false)
        .flatMap((backend) => {
          const pod = backend.targetRef?.kind === 'Pod' ? backend.targetRef.name : undefined;
          const ip = backend.addresses?.[0];
          return pod === undefined || ip === undefined
            ? []
            : [{ ip, port, portName: wanted.name ?? '', namespace, pod }];
        });
    });
}

/** The address of a pod's named container port. */
export function podAddresses(pod: KubeObject, endpoint: KubeObject['spec']): EndpointAddress[] {
  const ip: string | undefined = pod['status']?.podIP;
  const containers: { name: string; ports?: ContainerPort[] }[] = pod.spec?.containers ?? [];
  return containers.flatMap((container) =>
    (container.ports ?? [])
      .filter(({ name }) => name !== undefined && name === endpoint?.port)
      .flatMap(({ name = '', containerPort }) =>
        ip === undefined
          ? []
          : [
              {
                ip,
                port: containerPort,
                portName: name,
                namespace: pod.metadata.namespace ?? '',
                pod: pod.metadata.name,
                container: container.name,
              },
            ],
      ),
  );
}
