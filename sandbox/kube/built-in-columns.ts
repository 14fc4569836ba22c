import type { KubeObject } from '../object.ts';
import { age } from './ages.ts';

/** A column of a table, and what an object shows in it. */
export interface Column {
  name: string;
  type?: string;
  /** More than 0: with `-o wide` only. */
  priority?: number;
  cell(object: KubeObject): unknown;
}

const NONE = '<none>';
const WIDE = 1;
const ageColumn: Column = { name: 'Age', cell: (object) => age(object.metadata.creationTimestamp) };
const joined = (values: unknown[]): string => (values.length === 0 ? NONE : values.join(','));
const column = (name: string, cell: (object: KubeObject) => unknown, options: Partial<Column> = {}): Column => ({
  name,
  cell: (object) => cell(object) ?? NONE,
  ...options,
});
const count = (name: string, cell: (object: KubeObject) => unknown): Column => ({
  name,
  type: 'integer',
  cell: (object) => cell(object) ?? 0,
});

interface ContainerStatus {
  name: string;
  ready?: boolean;
  restartCount?: number;
  state?: Record<string, { reason?: string; exitCode?: number }>;
}
const containerStatuses = (pod: KubeObject): ContainerStatus[] => pod['status']?.containerStatuses ?? [];

/** What kubectl prints as a pod's status: the reason of a container that is not running, else the phase. */
function podStatus(pod: KubeObject): string {
  if (pod.metadata.deletionTimestamp !== undefined) return 'Terminating';
  const initial = (pod['status']?.initContainerStatuses ?? []) as ContainerStatus[];
  for (const { state } of initial) {
    const reason =
      state?.['waiting']?.reason ?? (state?.['terminated']?.exitCode ? state['terminated'].reason : undefined);
    if (reason !== undefined && reason !== 'PodInitializing') return `Init:${reason}`;
  }
  for (const { state } of containerStatuses(pod)) {
    const reason = state?.['waiting']?.reason ?? state?.['terminated']?.reason;
    if (reason !== undefined) return reason;
  }
  return pod['status']?.reason ?? pod['status']?.phase ?? 'Unknown';
}

function nodeStatus(node: KubeObject): string {
  const conditions: { type: string; status: string }[] = node['status']?.conditions ?? [];
  const ready = conditions.find(({ type }) => type === 'Ready')?.status;
  const states = [ready === 'True' ? 'Ready' : ready === undefined ? 'Unknown' : 'NotReady'];
  if (node['spec']?.unschedulable) states.push('SchedulingDisabled');
  return states.join(',');
}

const ROLE_LABEL = 'node-role.kubernetes.io/';
const nodeRoles = (node: KubeObject): string =>
  joined(
    Object.keys(node.metadata.labels ?? {})
      .filter((label) => label.startsWith(ROLE_LABEL))
      .map((label) => label.slice(ROLE_LABEL.length))
      .sort(),
  );
const nodeAddress = (node: KubeObject, type: string): unknown =>
  node['status']?.addresses?.find((address: { type: string }) => address.type === type)?.address;

const containers = (object: KubeObject): { name: string; image?: string }[] =>
  object['spec']?.template?.spec?.containers ?? [];
const servicePorts = (service: KubeObject): string =>
  joined(
    (service['spec']?.ports ?? []).map(
      (port: { port: number; nodePort?: number; protocol?: string }) =>
        `${port.port}${port.nodePort === undefined ? '' : `:${port.nodePort}`}/${port.protocol ?? 'TCP'}`,
    ),
  );
const balancers = (object: KubeObject): string =>
  joined(
    (object['status']?.loadBalancer?.ingress ?? []).map(
      (at: { ip?: string; hostname?: string }) => at.ip ?? at.hostname,
    ),
  );
const selectorText = (labels: Record<string, string> | undefined): string =>
  joined(Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`));
const pairs = (object: KubeObject): number => Object.keys({ ...object['data'], ...object['binaryData'] }).length;

const ready = (ready: unknown, wanted: unknown): string => `${ready ?? 0}/${wanted ?? 0}`;
const workloadImages: Column[] = [
  column('Containers', (o) => joined(containers(o).map(({ name }) => name)), { priority: WIDE }),
  column('Images', (o) => joined(containers(o).map(({ image }) => image)), { priority: WIDE }),
  column('Selector', (o) => selectorText(o['spec']?.selector?.matchLabels), { priority: WIDE }),
];

const COLUMNS: Record<string, Column[]> = {
  '/Pod': [
    column('Ready', (o) =>
      ready(containerStatuses(o).filter((status) => status.ready).length, o['spec']?.containers?.length),
    ),
    column('Status', podStatus),
    column('Restarts', (o) =>
      String(containerStatuses(o).reduce((sum, { restartCount }) => sum + (restartCount ?? 0), 0)),
    ),
    ageColumn,
    column('IP', (o) => o['status']?.podIP, { priority: WIDE }),
    column('Node', (o) => o['spec']?.nodeName, { priority: WIDE }),
    column('Nominated Node', (o) => o['status']?.nominatedNodeName, { priority: WIDE }),
    column('Readiness Gates', () => NONE, { priority: WIDE }),
  ],
  '/Node': [
    column('Status', nodeStatus),
    column('Roles', nodeRoles),
    ageColumn,
    column('Version', (o) => o['status']?.nodeInfo?.kubeletVersion),
    column('Internal-IP', (o) => nodeAddress(o, 'InternalIP'), { priority: WIDE }),
    column('External-IP', (o) => nodeAddress(o, 'ExternalIP'), { priority: WIDE }),
    column('OS-Image', (o) => o['status']?.nodeInfo?.osImage, { priority: WIDE }),
    column('Kernel-Version', (o) => o['status']?.nodeInfo?.kernelVersion, { priority: WIDE }),
    column('Container-Runtime', (o) => o['status']?.nodeInfo?.containerRuntimeVersion, { priority: WIDE }),
  ],
  '/Namespace': [column('Status', (o) => o['status']?.phase), ageColumn],
  'project.openshift.io/Project': [
    column('Display Name', (o) => o.metadata.annotations?.['openshift.io/display-name'] ?? ''),
    column('Status', (o) => o['status']?.phase),
  ],
  '/Service': [
    column('Type', (o) => o['spec']?.type ?? 'ClusterIP'),
    column('Cluster-IP', (o) => o['spec']?.clusterIP),
    column('External-IP', balancers),
    column('Port(s)', servicePorts),
    ageColumn,
    column('Selector', (o) => selectorText(o['spec']?.selector), { priority: WIDE }),
  ],
  '/ConfigMap': [count('Data', pairs), ageColumn],
  '/Secret': [column('Type', (o) => o['type'] ?? 'Opaque'), count('Data', pairs), ageColumn],
  '/ServiceAccount': [count('Secrets', (o) => o['secrets']?.length), ageColumn],
  '/Event': [
    column('Last Seen', (o) => age(o['lastTimestamp'] ?? o['eventTime'] ?? o.metadata.creationTimestamp)),
    column('Type', (o) => o['type']),
    column('Reason', (o) => o['reason']),
    column('Object', (o) => `${String(o['involvedObject']?.kind).toLowerCase()}/${o['involvedObject']?.name}`),
    column('Message', (o) => o['message']),
  ],
  '/PersistentVolumeClaim': [
    column('Status', (o) => o['status']?.phase),
    column('Volume', (o) => o['spec']?.volumeName ?? ''),
    column('Capacity', (o) => o['status']?.capacity?.storage ?? ''),
    column('Access Modes', (o) => joined(o['spec']?.accessModes ?? [])),
    column('StorageClass', (o) => o['spec']?.storageClassName ?? ''),
    ageColumn,
  ],
  'apps/Deployment': [
    column('Ready', (o) => ready(o['status']?.readyReplicas, o['spec']?.replicas)),
    count('Up-to-date', (o) => o['status']?.updatedReplicas),
    count('Available', (o) => o['status']?.availableReplicas),
    ageColumn,
    ...workloadImages,
  ],
  'apps/StatefulSet': [
    column('Ready', (o) => ready(o['status']?.readyReplicas, o['spec']?.replicas)),
    ageColumn,
    ...workloadImages.slice(0, 2),
  ],
  'apps/ReplicaSet': [
    count('Desired', (o) => o['spec']?.replicas),
    count('Current', (o) => o['status']?.replicas),
    count('Ready', (o) => o['status']?.readyReplicas),
    ageColumn,
    ...workloadImages,
  ],
  'apps/DaemonSet': [
    count('Desired', (o) => o['status']?.desiredNumberScheduled),
    count('Current', (o) => o['status']?.currentNumberScheduled),
    count('Ready', (o) => o['status']?.numberReady),
    count('Up-to-date', (o) => o['status']?.updatedNumberScheduled),
    count('Available', (o) => o['status']?.numberAvailable),
    ageColumn,
    ...workloadImages,
  ],
  'batch/Job': [
    column('Completions', (o) => ready(o['status']?.succeeded, o['spec']?.completions ?? 1)),
    ageColumn,
    ...workloadImages.slice(0, 2),
  ],
  'storage.k8s.io/StorageClass': [
    column('Provisioner', (o) => o['provisioner']),
    column('ReclaimPolicy', (o) => o['reclaimPolicy'] ?? 'Delete'),
    column('VolumeBindingMode', (o) => o['volumeBindingMode'] ?? 'Immediate'),
    { name: 'AllowVolumeExpansion', type: 'boolean', cell: (o) => o['allowVolumeExpansion'] ?? false },
    ageColumn,
  ],
  'discovery.k8s.io/EndpointSlice': [
    column('AddressType', (o) => o['addressType']),
    column('Ports', (o) => joined((o['ports'] ?? []).map((port: { port: number }) => port.port))),
    column('Endpoints', (o) => joined((o['endpoints'] ?? []).flatMap((e: { addresses: string[] }) => e.addresses))),
    ageColumn,
  ],
  'rbac.authorization.k8s.io/RoleBinding': [
    column('Role', (o) => `${o['roleRef']?.kind}/${o['roleRef']?.name}`),
    ageColumn,
  ],
  'rbac.authorization.k8s.io/ClusterRoleBinding': [
    column('Role', (o) => `${o['roleRef']?.kind}/${o['roleRef']?.name}`),
    ageColumn,
  ],
  'rbac.authorization.k8s.io/Role': [column('Created At', (o) => o.metadata.creationTimestamp)],
  'rbac.authorization.k8s.io/ClusterRole': [column('Created At', (o) => o.metadata.creationTimestamp)],
  'apiextensions.k8s.io/CustomResourceDefinition': [column('Created At', (o) => o.metadata.creationTimestamp)],
  'route.openshift.io/Route': [
    column('Host/Port', (o) => o['spec']?.host),
    column('Path', (o) => o['spec']?.path ?? ''),
    column('Services', (o) => o['spec']?.to?.name),
    column('Port', (o) => o['spec']?.port?.targetPort ?? '<all>'),
    column('Termination', (o) => o['spec']?.tls?.termination ?? ''),
    column('Wildcard', (o) => o['spec']?.wildcardPolicy ?? 'None'),
  ],
};

/** The columns after the name of a built-in kind; undefined where a name and an age are all there is to show. */
export const builtInColumns = (group: string, kind: string): Column[] | undefined => COLUMNS[`${group}/${kind}`];
