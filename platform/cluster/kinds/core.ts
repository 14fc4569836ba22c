import { z } from 'zod';
import { anyKind, Conditions, clusterScoped, kindOf, Metadata, Texts, wholeList } from './base.ts';

const Text = z.string().optional().catch(undefined);
const Count = z.number().optional().catch(undefined);

/** Quantities as text: in JSON a count of devices may be a number. */
const Quantities = z.record(z.string(), z.coerce.string()).optional().catch(undefined);

/** A lenient list: entries that do not parse make it undefined, which is not the same as empty. */
const listOf = <T>(item: z.ZodType<T>) => z.array(item).optional().catch(undefined);

export const Namespace = kindOf(
  'Namespace',
  '',
  'v1',
  z.looseObject({
    metadata: Metadata,
    status: z.looseObject({ phase: Text, conditions: Conditions }).optional().catch(undefined),
  }),
  { namespaced: false, pageItems: 2_000 },
);

export const Node = kindOf(
  'Node',
  '',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: z
      .looseObject({
        unschedulable: z.boolean().optional().catch(undefined),
        taints: listOf(z.looseObject({ key: z.string(), effect: Text })),
      })
      .optional()
      .catch(undefined),
    status: z.looseObject({ allocatable: Texts, capacity: Texts, conditions: Conditions }).optional().catch(undefined),
  }),
  clusterScoped,
);

const ContainerState = z.looseObject({
  waiting: z.looseObject({ reason: Text, message: Text }).optional().catch(undefined),
  running: z.looseObject({ startedAt: Text }).optional().catch(undefined),
  terminated: z
    .looseObject({ reason: Text, exitCode: Count, startedAt: Text, finishedAt: Text, message: Text })
    .optional()
    .catch(undefined),
});
const ContainerStatus = z.looseObject({
  name: z.string(),
  ready: z.boolean().optional().catch(undefined),
  restartCount: Count,
  image: Text,
  state: ContainerState.optional().catch(undefined),
  lastState: ContainerState.optional().catch(undefined),
});
const Container = z.looseObject({
  name: z.string(),
  image: Text,
  args: listOf(z.string()),
  command: listOf(z.string()),
  env: listOf(z.looseObject({ name: z.string(), value: Text })),
  ports: listOf(z.looseObject({ name: Text, containerPort: Count })),
  resources: z.looseObject({ limits: Quantities, requests: Quantities }).optional().catch(undefined),
});

export const Pod = kindOf(
  'Pod',
  '',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: z
      .looseObject({
        nodeName: Text,
        nodeSelector: Texts,
        serviceAccountName: Text,
        hostNetwork: z.boolean().optional().catch(undefined),
        containers: listOf(Container),
        initContainers: listOf(Container),
      })
      .optional()
      .catch(undefined),
    status: z
      .looseObject({
        phase: Text,
        reason: Text,
        message: Text,
        conditions: Conditions,
        podIP: Text,
        containerStatuses: listOf(ContainerStatus),
        initContainerStatuses: listOf(ContainerStatus),
      })
      .optional()
      .catch(undefined),
  }),
);

export const Deployment = kindOf(
  'Deployment',
  'apps',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: z
      .looseObject({
        replicas: Count,
        selector: z.looseObject({ matchLabels: Texts }).optional().catch(undefined),
        template: z
          .looseObject({
            spec: z
              .looseObject({ serviceAccountName: Text, containers: listOf(Container) })
              .optional()
              .catch(undefined),
          })
          .optional()
          .catch(undefined),
      })
      .optional()
      .catch(undefined),
    status: z
      .looseObject({
        observedGeneration: Count,
        replicas: Count,
        updatedReplicas: Count,
        readyReplicas: Count,
        availableReplicas: Count,
        conditions: Conditions,
      })
      .optional()
      .catch(undefined),
  }),
);

/** A pod on every node that it is for. */
export const DaemonSet = kindOf(
  'DaemonSet',
  'apps',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: z
      .looseObject({
        template: z
          .looseObject({
            spec: z
              .looseObject({ containers: listOf(Container) })
              .optional()
              .catch(undefined),
          })
          .optional()
          .catch(undefined),
      })
      .optional()
      .catch(undefined),
    status: z
      .looseObject({
        observedGeneration: Count,
        desiredNumberScheduled: Count,
        numberAvailable: Count,
        updatedNumberScheduled: Count,
        numberUnavailable: Count,
      })
      .optional()
      .catch(undefined),
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
        ports: wholeList(
          z.looseObject({
            name: Text,
            port: Count,
            targetPort: z.union([z.string(), z.number()]).optional(),
            appProtocol: Text,
          }),
        ),
      })
      .optional(),
    status: z.record(z.string(), z.unknown()).optional().catch(undefined),
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
        targetRef: z.looseObject({ kind: Text, name: z.string() }).optional().catch(undefined),
        conditions: z
          .looseObject({ ready: z.boolean().optional().catch(undefined) })
          .optional()
          .catch(undefined),
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
const ClientConfig = z
  .looseObject({
    caBundle: Text,
    service: z.looseObject({ name: z.string(), namespace: z.string(), port: Count }).optional().catch(undefined),
  })
  .optional()
  .catch(undefined);

export const CustomResourceDefinition = kindOf(
  'CustomResourceDefinition',
  'apiextensions.k8s.io',
  'v1',
  z.looseObject({
    metadata: Metadata,
    spec: z
      .looseObject({
        group: Text,
        names: z.looseObject({ kind: Text }).optional().catch(undefined),
        versions: listOf(z.looseObject({ name: z.string(), served: z.boolean().optional().catch(undefined) })),
        conversion: z
          .looseObject({
            strategy: Text,
            webhook: z.looseObject({ clientConfig: ClientConfig }).optional().catch(undefined),
          })
          .optional()
          .catch(undefined),
      })
      .optional()
      .catch(undefined),
    status: z.looseObject({ conditions: Conditions }).optional().catch(undefined),
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
