import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { personUid } from '../../sandbox/tokens/signed-tokens.ts';
import type { World } from '../../sandbox/world.ts';
import { type ApiClient, apiClient } from '../api/client.ts';
import type { Closers } from '../closers.ts';
import type { Components } from '../components/build.ts';
import { IMAGE_API, startImageApi } from '../network/image-api.ts';
import { startNetwork } from '../network/proxy.ts';
import { injectCa, startWebhooks, webhookServices } from '../network/webhooks.ts';
import { startApiServer } from './api-server.ts';
import { startControllers } from './controllers.ts';
import { operator, tokenFile, tokenKey } from './credentials.ts';
import { startEtcd } from './etcd.ts';

export interface ControlPlane {
  url: string;
  etcdUrl: string;
  /** Asks as the lab's own staff, who may do everything. */
  admin: ApiClient;
  /** Path of a kubeconfig with the same rights. */
  adminKubeconfig: string;
  /** PEM of the private key that service accounts' tokens are signed with. */
  tokenKey: string;
  /** Asks with another token. */
  as(token: string): ApiClient;
}

export interface ControlPlaneOptions {
  programs: Components;
  folder: string;
  /** Port of loopback where the kubelets of all nodes answer. */
  kubelet: number;
  /** What ends it, in the order in which it was started. */
  ends: Closers;
  say(line: string): void;
}

/** Where kubelets listen, as far as a Node says nothing else. */
const KUBELET_PORT = 10_250;

const kubeconfig = (server: string, caFile: string, token: string): string =>
  stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'lab',
    clusters: [{ name: 'lab', cluster: { server, 'certificate-authority': caFile } }],
    contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'lab' } }],
    users: [{ name: 'lab', user: { token } }],
  });

/** Starts etcd, the API server and the controllers, and what stands for their network. */
export async function startControlPlane(world: World, options: ControlPlaneOptions): Promise<ControlPlane> {
  const { programs, folder, ends } = options;
  const staff = operator('lab');
  injectCa(world);
  const webhooks = await startWebhooks(world);
  ends.push('the webhooks', webhooks.close);
  const images = await startImageApi(world);
  ends.push('the image API', images.close);
  const socket = join(folder, 'cluster-network.sock');
  const network = await startNetwork(socket, (host, port) => {
    if (port === KUBELET_PORT) return options.kubelet;
    if (host === IMAGE_API.host && port === IMAGE_API.port) return images.port;
    return isWebhook(world, host, port) ? webhooks.port : undefined;
  });
  ends.push('the network', network.close);
  const etcd = await startEtcd(programs.etcd, folder);
  ends.push('etcd', etcd.process.stop);
  const key = tokenKey();
  const server = await startApiServer({
    program: programs.kubeApiserver,
    folder,
    etcdUrl: etcd.url,
    ca: world.certificates.ca,
    serving: world.certificates.kube,
    tokenKey: key,
    tokens: tokenFile([staff, ...world.people], personUid),
    clusterNetwork: socket,
  });
  ends.push('the API server', server.process.stop);
  const [caFile, config, keyFile] = ['lab-ca.crt', 'lab-kubeconfig', 'apiserver-sa.key'].map((name) =>
    join(folder, name),
  );
  await writeFile(caFile ?? '', world.certificates.ca);
  await writeFile(config ?? '', kubeconfig(server.url, caFile ?? '', staff.openshiftToken), { mode: 0o600 });
  const controllers = await startControllers({
    program: programs.kubeControllerManager,
    folder,
    kubeconfig: config ?? '',
    caFile: caFile ?? '',
    tokenKeyFile: keyFile ?? '',
  });
  ends.push('the controllers', controllers.stop);
  const as = (token: string): ApiClient => {
    const client = apiClient(server.url, { ca: world.certificates.ca, token });
    ends.push('a client', client.close);
    return client;
  };
  return {
    url: server.url,
    etcdUrl: etcd.url,
    admin: as(staff.openshiftToken),
    adminKubeconfig: config ?? '',
    tokenKey: key.private,
    as,
  };
}

/** Whether an address is that of a Service through which a webhook is asked. */
function isWebhook({ objects }: World, host: string, port: number): boolean {
  return webhookServices(objects).some(({ name, namespace, port: asked = 443 }) => {
    const service = objects.find({ apiVersion: 'v1', kind: 'Service', name, namespace });
    return service?.['spec']?.clusterIP === host && asked === port;
  });
}
