import { z } from 'zod';
import {
  absentOr,
  anyKind,
  Conditions,
  Count,
  clusterScoped,
  Flag,
  kindOf,
  listOf,
  Metadata,
  Text,
  Texts,
  Words,
} from './base.ts';

/** Quantities as text: in JSON a count of devices may be a number. */
const Quantities = absentOr(z.record(z.string(), z.coerce.string()));

export const Namespace = kindOf(
  'Namespace',
  '',
  'v1',
  z.looseObject({
    metadata: Metadata,
    status: absentOr(z.looseObject({ phase: Text, conditions: Conditions })),
  }),
  { namespaced: false, pageItems: 2_000 },
);

export const Node = kindOf(
  'Node',
  '',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: absentOr(
      z.looseObject({
        unschedulable: Flag,
        taints: listOf(z.looseObject({ key: z.string(), effect: Text })),
      }),
    ),
    status: absentOr(z.looseObject({ allocatable: Texts, capacity: Texts, conditions: Conditions })),
  }),
  clusterScoped,
);

const ContainerState = z.looseObject({
  waiting: absentOr(z.looseObject({ reason: Words, message: Words })),
  running: absentOr(z.looseObject({ startedAt: Text })),
  terminated: absentOr(
    z.looseObject({ reason: Words, exitCode: Count, startedAt: Text, finishedAt: Text, message: Words }),
  ),
});
const ContainerStatus = z.looseObject({
  name: z.string(),
  ready: Flag,
  restartCount: Count,
  image: Text,
  state: absentOr(ContainerState),
  lastState: absentOr(ContainerState),
});
const Container = z.looseObject({
  name: z.string(),
  image: Text,
  args: listOf(z.string()),
  command: listOf(z.string()),
  env: listOf(z.looseObject({ name: z.string(), value: Text })),
  ports: listOf(z.looseObject({ name: Text, containerPort: Count })),
  resources: absentOr(z.looseObject({ limits: Quantities, requests: Quantities })),
});

export const Pod = kindOf(
  'Pod',
  '',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: absentOr(
      z.looseObject({
        nodeName: Text,
        nodeSelector: Texts,
        serviceAccountName: Text,
        hostNetwork: Flag,
        containers: listOf(Container),
        initContainers: listOf(Container),
      }),
    ),
    status: absentOr(
      z.looseObject({
        phase: Text,
        reason: Words,
        message: Words,
        conditions: Conditions,
        podIP: Text,
        containerStatuses: listOf(ContainerStatus),
        initContainerStatuses: listOf(ContainerStatus),
      }),
    ),
  }),
);

export const Deployment = kindOf(
  'Deployment',
  'apps',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: absentOr(
      z.looseObject({
        replicas: Count,
        selector: absentOr(z.looseObject({ matchLabels: Texts })),
        template: absentOr(
          z.looseObject({
            spec: absentOr(z.looseObject({ serviceAccountName: Text, containers: listOf(Container) })),
          }),
        ),
      }),
    ),
    status: absentOr(
      z.looseObject({
        observedGeneration: Count,
        replicas: Count,
        updatedReplicas: Count,
        readyReplicas: Count,
        availableReplicas: Count,
        conditions: Conditions,
      }),
    ),
  }),
);

/** A pod on every node that it is for. */
export const DaemonSet = kindOf(
  'DaemonSet',
  'apps',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: absentOr(
      z.looseObject({
        template: absentOr(
          z.looseObject({
            spec: absentOr(z.looseObject({ containers: listOf(Container) })),
          }),
        ),
      }),
    ),
    status: absentOr(
      z.looseObject({
        observedGeneration: Count,
        desiredNumberScheduled: Count,
        numberAvailable: Count,
        updatedNumberScheduled: Count,
        numberUnavailable: Count,
      }),
    ),
  }),
);

export const Service = kindOf(
  'Service',
  '',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: z
      .looseObject({
        selector: Texts,
        type: Text,
        ports: listOf(
          z.looseObject({
            name: Text,
            port: Count,
            targetPort: z.union([z.string(), z.number()]).optional(),
            appProtocol: Text,
          }),
        ),
      })
      .optional(),
    status: absentOr(z.record(z.string(), z.unknown())),
  }),
);

export const EndpointSlice = kindOf(
  'EndpointSlice',
  'discovery.k8s.io',
  'v1',
  z.looseObject({
    metadata: Metadata,
    endpoints: listOf(
      z.looseObject({
        addresses: listOf(z.string()),
        targetRef: absentOr(z.looseObject({ kind: Text, name: z.string() })),
        conditions: absentOr(z.looseObject({ ready: Flag })),
      }),
    ),
    ports: listOf(z.looseObject({ name: Text, port: Count })),
  }),
);

export const ServiceAccount = kindOf('ServiceAccount', '', 'v1', z.looseObject({ metadata: Metadata }));

export const ConfigMap = kindOf('ConfigMap', '', 'v1', z.looseObject({ metadata: Metadata, data: Texts }));

/** Secrets are read for their type, the names of their keys and their certificate only; other values are dropped at once. */
export const Secret = kindOf(
  'Secret',
  '',
  'v1',
  z.looseObject({ metadata: Metadata, type: Text, data: Texts }).transform(({ metadata, type, data }) => ({
    metadata: { ...metadata, annotations: undefined },
    type,
    keys: Object.keys(data ?? {}).sort(),
    certificatePem:
      data?.['tls.crt'] === undefined ? undefined : Buffer.from(data['tls.crt'], 'base64').toString('utf8'),
  })),
);

export const StorageClass = kindOf(
  'StorageClass',
  'storage.k8s.io',
  'v1',
  z.looseObject({ metadata: Metadata, provisioner: Text, volumeBindingMode: Text }),
  { plural: 'storageclasses', namespaced: false },
);
export const CSIDriver = anyKind('CSIDriver', 'storage.k8s.io', 'v1', clusterScoped);

/** Where the API server calls a webhook. */
const ClientConfig = absentOr(
  z.looseObject({
    caBundle: Text,
    service: absentOr(z.looseObject({ name: z.string(), namespace: z.string(), port: Count })),
  }),
);

export const CustomResourceDefinition = kindOf(
  'CustomResourceDefinition',
  'apiextensions.k8s.io',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: absentOr(
      z.looseObject({
        group: Text,
        names: absentOr(z.looseObject({ kind: Text })),
        versions: listOf(z.looseObject({ name: z.string(), served: Flag })),
        conversion: absentOr(
          z.looseObject({
            strategy: Text,
            webhook: absentOr(z.looseObject({ clientConfig: ClientConfig })),
          }),
        ),
      }),
    ),
    status: absentOr(z.looseObject({ conditions: Conditions })),
  }),
  { namespaced: false, pageItems: 100 },
);

const Webhook = z.looseObject({
  name: z.string(),
  failurePolicy: Text,
  rules: listOf(z.looseObject({ apiGroups: listOf(z.string()), resources: listOf(z.string()) })),
  clientConfig: ClientConfig,
});
const WebhookConfiguration = z.looseObject({ metadata: Metadata, webhooks: listOf(Webhook) });
export const ValidatingWebhookConfiguration = kindOf(
  'ValidatingWebhookConfiguration',
  'admissionregistration.k8s.io',
  'v1',
  WebhookConfiguration,
  clusterScoped,
);
export const MutatingWebhookConfiguration = kindOf(
  'MutatingWebhookConfiguration',
  'admissionregistration.k8s.io',
  'v1',
  WebhookConfiguration,
  clusterScoped,
);
