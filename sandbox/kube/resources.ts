import type { PrinterColumn } from './printer-columns.ts';

/** A resource that the API serves, in one version. */
export interface ResourceType {
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  namespaced: boolean;
  shortNames: string[];
  categories: string[];
  verbs: string[];
  subresources: { name: string; kind: string; group?: string; version?: string; verbs: string[] }[];
  /** Of a custom resource: its columns and schema. */
  columns?: PrinterColumn[];
  schema?: unknown;
}

export const ALL_VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const READ = ['get', 'list'];
const CREATE = ['create'];
const STATUS_VERBS = ['get', 'patch', 'update'];

interface Row {
  /** plural and kind, then short names. */
  names: string;
  cluster?: true;
  verbs?: string[];
  status?: true;
  subresources?: ResourceType['subresources'];
  categories?: string[];
}

const scale = { name: 'scale', kind: 'Scale', group: 'autoscaling', version: 'v1', verbs: STATUS_VERBS };
const workload: Omit<Row, 'names'> = { status: true, subresources: [scale], categories: ['all'] };
const all = ['all'];

/** The kinds built into Kubernetes, and those that OpenShift's own API servers add. Custom kinds come from their CRDs. */
const TABLE: Record<string, Row[]> = {
  v1: [
    { names: 'configmaps ConfigMap cm' },
    { names: 'endpoints Endpoints ep' },
    { names: 'events Event ev' },
    { names: 'limitranges LimitRange limits' },
    {
      names: 'namespaces Namespace ns',
      cluster: true,
      status: true,
      verbs: ALL_VERBS.filter((v) => v !== 'deletecollection'),
    },
    { names: 'nodes Node no', cluster: true, status: true },
    { names: 'persistentvolumeclaims PersistentVolumeClaim pvc', status: true },
    { names: 'persistentvolumes PersistentVolume pv', cluster: true, status: true },
    {
      names: 'pods Pod po',
      status: true,
      categories: all,
      subresources: [
        { name: 'log', kind: 'Pod', verbs: ['get'] },
        { name: 'portforward', kind: 'PodPortForwardOptions', verbs: ['create', 'get'] },
      ],
    },
    { names: 'replicationcontrollers ReplicationController rc', ...workload },
    { names: 'resourcequotas ResourceQuota quota', status: true },
    { names: 'secrets Secret' },
    {
      names: 'serviceaccounts ServiceAccount sa',
      subresources: [
        { name: 'token', kind: 'TokenRequest', group: 'authentication.k8s.io', version: 'v1', verbs: CREATE },
      ],
    },
    { names: 'services Service svc', status: true, categories: all },
  ],
  'apps/v1': [
    { names: 'controllerrevisions ControllerRevision' },
    { names: 'daemonsets DaemonSet ds', status: true, categories: all },
    { names: 'deployments Deployment deploy', ...workload },
    { names: 'replicasets ReplicaSet rs', ...workload },
    { names: 'statefulsets StatefulSet sts', ...workload },
  ],
  'batch/v1': [
    { names: 'cronjobs CronJob cj', status: true, categories: all },
    { names: 'jobs Job', status: true, categories: all },
  ],
  'autoscaling/v2': [{ names: 'horizontalpodautoscalers HorizontalPodAutoscaler hpa', status: true, categories: all }],
  'policy/v1': [{ names: 'poddisruptionbudgets PodDisruptionBudget pdb', status: true }],
  'networking.k8s.io/v1': [
    { names: 'ingressclasses IngressClass', cluster: true },
    { names: 'ingresses Ingress ing', status: true },
    { names: 'networkpolicies NetworkPolicy netpol' },
  ],
  'rbac.authorization.k8s.io/v1': [
    { names: 'clusterrolebindings ClusterRoleBinding', cluster: true },
    { names: 'clusterroles ClusterRole', cluster: true },
    { names: 'rolebindings RoleBinding' },
    { names: 'roles Role' },
  ],
  'storage.k8s.io/v1': [
    { names: 'csidrivers CSIDriver', cluster: true },
    { names: 'csinodes CSINode', cluster: true },
    { names: 'storageclasses StorageClass sc', cluster: true },
    { names: 'volumeattachments VolumeAttachment', cluster: true, status: true },
  ],
  'admissionregistration.k8s.io/v1': [
    { names: 'mutatingwebhookconfigurations MutatingWebhookConfiguration', cluster: true },
    { names: 'validatingadmissionpolicies ValidatingAdmissionPolicy', cluster: true, status: true },
    { names: 'validatingadmissionpolicybindings ValidatingAdmissionPolicyBinding', cluster: true },
    { names: 'validatingwebhookconfigurations ValidatingWebhookConfiguration', cluster: true },
  ],
  'apiextensions.k8s.io/v1': [
    { names: 'customresourcedefinitions CustomResourceDefinition crd crds', cluster: true, status: true },
  ],
  'apiregistration.k8s.io/v1': [{ names: 'apiservices APIService', cluster: true, status: true }],
  'authentication.k8s.io/v1': [
    { names: 'selfsubjectreviews SelfSubjectReview', cluster: true, verbs: CREATE },
    { names: 'tokenreviews TokenReview', cluster: true, verbs: CREATE },
  ],
  'authorization.k8s.io/v1': [
    { names: 'localsubjectaccessreviews LocalSubjectAccessReview', verbs: CREATE },
    { names: 'selfsubjectaccessreviews SelfSubjectAccessReview', cluster: true, verbs: CREATE },
    { names: 'selfsubjectrulesreviews SelfSubjectRulesReview', cluster: true, verbs: CREATE },
    { names: 'subjectaccessreviews SubjectAccessReview', cluster: true, verbs: CREATE },
  ],
  'coordination.k8s.io/v1': [{ names: 'leases Lease' }],
  'discovery.k8s.io/v1': [{ names: 'endpointslices EndpointSlice' }],
  'events.k8s.io/v1': [{ names: 'events Event ev' }],
  'scheduling.k8s.io/v1': [{ names: 'priorityclasses PriorityClass pc', cluster: true }],
  'node.k8s.io/v1': [{ names: 'runtimeclasses RuntimeClass', cluster: true }],
  'route.openshift.io/v1': [{ names: 'routes Route', status: true, categories: all }],
  'project.openshift.io/v1': [{ names: 'projects Project', cluster: true, verbs: READ }],
  'user.openshift.io/v1': [
    { names: 'groups Group', cluster: true },
    { names: 'identities Identity', cluster: true },
    { names: 'users User', cluster: true, verbs: ALL_VERBS },
  ],
  'oauth.openshift.io/v1': [{ names: 'oauthclients OAuthClient', cluster: true }],
  'image.openshift.io/v1': [
    { names: 'imagestreamimports ImageStreamImport', verbs: CREATE },
    { names: 'imagestreams ImageStream is', status: true, categories: all },
  ],
  'packages.operators.coreos.com/v1': [{ names: 'packagemanifests PackageManifest', verbs: READ }],
};

function resourceType(groupVersion: string, row: Row): ResourceType {
  const [plural = '', kind = '', ...shortNames] = row.names.split(' ');
  const [group, version] = groupVersion.includes('/') ? groupVersion.split('/') : ['', groupVersion];
  const status = row.status ? [{ name: 'status', kind, verbs: STATUS_VERBS }] : [];
  return {
    group: group ?? '',
    version: version ?? '',
    kind,
    plural,
    singular: kind.toLowerCase(),
    namespaced: !row.cluster,
    shortNames,
    categories: row.categories ?? [],
    verbs: row.verbs ?? ALL_VERBS,
    subresources: [...status, ...(row.subresources ?? [])],
  };
}

export const BUILT_IN: ResourceType[] = Object.entries(TABLE).flatMap(([groupVersion, rows]) =>
  rows.map((row) => resourceType(groupVersion, row)),
);
