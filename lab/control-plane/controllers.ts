import { join } from 'node:path';
import { Agent, fetch } from 'undici';
import { freePorts } from '../ports.ts';
import { type RunningProcess, startProcess } from '../process.ts';

export interface ControllersOptions {
  program: string;
  folder: string;
  kubeconfig: string;
  /** Files with the CA's certificate, and with the key that service accounts' tokens are signed with. */
  caFile: string;
  tokenKeyFile: string;
}

/**
 * Those that every cluster has, whatever runs on it. Deployments and their pods are not among them: an installation brings
 * its own with their state, which a controller that sees no kubelet would overwrite.
 */
const CONTROLLERS = [
  'serviceaccount-controller',
  'serviceaccount-token-controller',
  'namespace-controller',
  'garbage-collector-controller',
  'root-ca-certificate-publisher-controller',
  'persistentvolumeclaim-protection-controller',
];
const READY_MS = 60_000;

/** Starts kube-controller-manager. */
export async function startControllers(options: ControllersOptions): Promise<RunningProcess> {
  const [port = 0] = await freePorts(1);
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  const process = await startProcess({
    name: 'kube-controller-manager',
    file: options.program,
    args: [
      `--kubeconfig=${options.kubeconfig}`,
      `--authentication-kubeconfig=${options.kubeconfig}`,
      `--authorization-kubeconfig=${options.kubeconfig}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${port}`,
      `--cert-dir=${options.folder}`,
      `--root-ca-file=${options.caFile}`,
      `--service-account-private-key-file=${options.tokenKeyFile}`,
      '--leader-elect=false',
      `--controllers=${CONTROLLERS.join(',')}`,
      '--namespace-sync-period=1m',
      '--profiling=false',
    ],
    logFile: join(options.folder, 'kube-controller-manager.log'),
    isReady: async () => (await fetch(`https://127.0.0.1:${port}/healthz`, { dispatcher })).ok,
    readyWithinMs: READY_MS,
  });
  await dispatcher.destroy();
  return process;
}
