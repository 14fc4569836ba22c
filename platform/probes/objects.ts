import { WAITS } from '../waits.ts';

/** What a probe creates: plain objects, which `owned` marks. */
export interface ProbeObject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; annotations?: Record<string, string> };
  spec?: object;
}

export const namespaceObject = (name: string): ProbeObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

/** A claim of the default storage class. */
export const claimObject = (name: string, namespace: string): ProbeObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
});

export interface ProbePod {
  name: string;
  namespace: string;
  image: string;
  command: readonly string[];
  /** A claim that it mounts. */
  claim?: string;
}

/** A pod that runs one command to its end, as an unprivileged user without credentials, on any node. */
export function podObject({ name, namespace, image, command, claim }: ProbePod): ProbeObject {
  const volumes = claim === undefined ? [] : [{ name: 'data', persistentVolumeClaim: { claimName: claim } }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    // An administrator’s pod would get the constraint with the most rights.
    metadata: { name, namespace, annotations: { 'openshift.io/required-scc': 'restricted-v2' } },
    spec: {
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      activeDeadlineSeconds: WAITS.ownedPod / 1000,
      terminationGracePeriodSeconds: 0,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'probe',
          image,
          command,
          terminationMessagePolicy: 'FallbackToLogsOnError',
          resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { memory: '64Mi' } },
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
          volumeMounts: volumes.map((volume) => ({ name: volume.name, mountPath: '/data' })),
        },
      ],
      volumes,
    },
  };
}
