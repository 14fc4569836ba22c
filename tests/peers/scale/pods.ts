import type { KubeObject } from '../../../sandbox/object.ts';
import { managedFields } from './managed-fields.ts';

const SINCE = '2026-11-02T08:17:30Z';
const NODES = 6;

const MOUNTS = ['config', 'serving-cert', 'trusted-ca', 'kube-api-access', 'cache', 'tmp'];
const VARIABLES = Array.from({ length: 5 }, (_, index) => ({
  name: `SETTING_${index}`,
  value: `value of setting ${index}, long enough to be one of a real deployment`,
}));

function container(name: string) {
  const probe = { httpGet: { path: '/healthz', port: 8080, scheme: 'HTTP' }, periodSeconds: 10, timeoutSeconds: 3 };
  return {
    name,
    image: `registry.example.com/teams/${name}@sha256:4c1f6b7e0a5d4e0f9e3c0b7a1d2e5f8091a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6`,
    args: ['--listen=:8080', '--log-level=info', '--config=/etc/config/config.yaml'],
    env: VARIABLES,
    ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '512Mi' } },
    volumeMounts: MOUNTS.map((mount) => ({ name: mount, mountPath: `/var/run/${mount}`, readOnly: true })),
    livenessProbe: probe,
    readinessProbe: probe,
    terminationMessagePath: '/dev/termination-log',
    terminationMessagePolicy: 'File',
    imagePullPolicy: 'IfNotPresent',
    securityContext: {
      allowPrivilegeEscalation: false,
      runAsNonRoot: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    },
  };
}

const CONTAINERS = [container('app'), container('sidecar')];
const CONDITIONS = ['PodReadyToStartContainers', 'Initialized', 'Ready', 'ContainersReady', 'PodScheduled'].map(
  (type) => ({ type, status: 'True', lastProbeTime: null, lastTransitionTime: SINCE }),
);
const STATUSES = CONTAINERS.map(({ name, image }) => ({
  name,
  image,
  imageID: image,
  containerID: 'cri-o://7e1d0c9b8a7f6e5d4c3b2a1908f7e6d5c4b3a2918070f6e5d4c3b2a190807f6e',
  ready: true,
  started: true,
  restartCount: 0,
  state: { running: { startedAt: SINCE } },
  lastState: {},
}));

/** What all pods have in common is one value in memory: 10,000 of them take no more than their own few fields. */
const SPEC = {
  containers: CONTAINERS,
  volumes: MOUNTS.map((name) => ({ name, configMap: { name, defaultMode: 420 } })),
  restartPolicy: 'Always',
  serviceAccountName: 'default',
  schedulerName: 'default-scheduler',
  terminationGracePeriodSeconds: 30,
  tolerations: ['not-ready', 'unreachable'].map((reason) => ({
    key: `node.kubernetes.io/${reason}`,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: 300,
  })),
};
const STATUS = {
  phase: 'Running',
  conditions: CONDITIONS,
  containerStatuses: STATUSES,
  startTime: SINCE,
  qosClass: 'Burstable',
};
const MANAGED = managedFields('v1', {
  'kube-controller-manager': { metadata: { labels: { app: '', 'pod-template-hash': '' } }, spec: SPEC },
  kubelet: { status: STATUS },
});

/** A healthy pod of somebody else's, as fat as real ones are: about 10 kB of JSON. */
export function fatPod(namespace: string, index: number): KubeObject {
  const workload = `workload-${index % 97}`;
  const octets = `${128 + ((index >> 16) & 3)}.${(index >> 8) & 255}.${index & 255}`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${workload}-6f7d8c9b5-${index.toString(36).padStart(5, '0')}`,
      namespace,
      creationTimestamp: SINCE,
      labels: { app: workload, team: namespace, 'pod-template-hash': '6f7d8c9b5' },
      annotations: {
        'k8s.ovn.org/pod-networks': `{"default":{"ip_addresses":["10.${octets}/23"],"mac_address":"0a:58:0a:80:00:01","gateway_ips":["10.128.0.1"],"role":"primary"}}`,
        'k8s.v1.cni.cncf.io/network-status': `[{"name":"ovn-kubernetes","interface":"eth0","ips":["10.${octets}"],"default":true,"dns":{}}]`,
        'openshift.io/scc': 'restricted-v2',
        'seccomp.security.alpha.kubernetes.io/pod': 'runtime/default',
      },
      ownerReferences: [
        {
          apiVersion: 'apps/v1',
          kind: 'ReplicaSet',
          name: `${workload}-6f7d8c9b5`,
          controller: true,
          uid: 'b1d5b1a0-0000-4000-8000-000000000001',
        },
      ],
      managedFields: MANAGED,
    },
    spec: { ...SPEC, nodeName: `worker-${index % NODES}.sandbox.example` },
    status: { ...STATUS, podIP: `10.${octets}`, hostIP: `192.0.2.${20 + (index % NODES)}` },
  };
}
