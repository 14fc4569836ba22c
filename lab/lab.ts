import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxName } from '../sandbox/flavours.ts';
import { faultyWorld, grafanaOf, type ReadyFile, writeReady } from '../sandbox/sandbox.ts';
import type { World } from '../sandbox/world.ts';
import type { ApiClient } from './api/client.ts';
import { closers } from './closers.ts';
import { components } from './components/build.ts';
import { startControlPlane } from './control-plane/start.ts';
import { envoyProgram } from './envoy/install.ts';
import { expiredToken } from './expired-token.ts';
import { type LabFault, programmedWith } from './faults.ts';
import { followed } from './followed.ts';
import { type LabGateway, startLabGateway } from './gateway/start.ts';
import { installed } from './installed.ts';
import { startKwok } from './kwok/start.ts';
import { freePorts } from './ports.ts';
import { prometheusProgram } from './prometheus/install.ts';
import { startLabPrometheus } from './prometheus/start.ts';

export interface LabOptions {
  installation: SandboxName;
  /** Faults of the sandbox, made before anything starts. */
  faults: string[];
  /** What is wrong with the components themselves. */
  labFaults: LabFault[];
  /** Told what is going on, line by line. */
  say(line: string): void;
}

export interface Lab {
  ready: ReadyFile;
  world: World;
  /** The API server, asked as who may do everything. */
  admin: ApiClient;
  /** etcd's own API. */
  etcdUrl: string;
  /** Another gateway of the same installation, with components that are wrong; the caller closes it. */
  gateway(faults: LabFault[]): Promise<LabGateway>;
  close(): Promise<void>;
}

/** A report of tokens takes longer here than in the sandbox, and must be seen within a window on a busy machine. */
const WINDOWS = { TokenRateLimitPolicy: '6s' };

/** Builds what is missing and starts an installation on real components. Throws an Error that says what could not be had or started. */
export async function startLab(options: LabOptions): Promise<Lab> {
  const programs = await components(options.say);
  const [envoy, prometheus] = [await envoyProgram(), await prometheusProgram()];
  const folder = await mkdtemp(join(tmpdir(), 'maas-verify-lab-'));
  const ends = closers();
  ends.push('its folder', () => rm(folder, { recursive: true, force: true }));
  try {
    const world = await faultyWorld({ ...options, realWindows: false, windows: WINDOWS });
    const [kubelet = 0, prometheusPort = 0] = await freePorts(2);
    const plane = await startControlPlane(world, { programs, folder, kubelet, ends, say: options.say });
    const resources = await installed(plane.admin, world, options.say);
    const { settled } = await followed(world, plane, resources, { folder, ends });
    const kwok = await startKwok({
      program: programs.kwok,
      folder,
      kubeconfig: plane.adminKubeconfig,
      port: kubelet,
      serving: world.certificates.kube,
      prometheusPort,
    });
    ends.push('kwok', kwok.stop);
    const gatewayWith = async (faults: LabFault[]): Promise<LabGateway> =>
      startLabGateway(world, {
        envoy,
        folder: await mkdtemp(join(folder, 'gateway-')),
        ...programmedWith(faults),
      });
    const gateway = await gatewayWith(options.labFaults);
    ends.push('the gateway', gateway.close);
    const metrics = await startLabPrometheus(world, {
      prometheus,
      folder: join(folder, 'prometheus'),
      port: prometheusPort,
    });
    ends.push('Prometheus', metrics.close);
    const grafana = await grafanaOf(world, { port: 0, prometheusUrl: metrics.url });
    if (grafana !== undefined) ends.push('Grafana', grafana.close);
    const at = { kubeUrl: plane.url, gatewayUrl: gateway.url, prometheusUrl: metrics.url, grafana };
    const ready = await writeReady(world, join(folder, 'ready'), at);
    const { admin, etcdUrl, tokenKey: key } = plane;
    return {
      ready: await withExpiredToken(ready, world, { admin, settled, key }),
      world,
      admin,
      etcdUrl,
      gateway: gatewayWith,
      close: ends.close,
    };
  } catch (error) {
    await ends.close();
    throw error;
  }
}

/** The release's tokens live ten minutes at least: its first caller brings one that has expired. The guide's are its own. */
async function withExpiredToken(
  ready: ReadyFile,
  world: World,
  by: Parameters<typeof expiredToken>[2],
): Promise<ReadyFile> {
  const person = world.people.find(({ tier }) => tier !== undefined);
  if (world.installation === 'guide' || person === undefined) return ready;
  const expiredMaasToken = await expiredToken(world, person, by);
  const identities = ready.identities.map((one) => (one.name === person.name ? { ...one, expiredMaasToken } : one));
  return { ...ready, identities };
}
