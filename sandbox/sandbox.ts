import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { healthy } from './behaviour.ts';
import { shortenCaches } from './caches.ts';
import { issueCertificates } from './certificates.ts';
import { deployQwen } from './edits/qwen-model.ts';
import { loadFault } from './faults.ts';
import { baseOf, hasQwen, isFlavour, type SandboxName } from './flavours.ts';
import { startGateway } from './gateway/server.ts';
import { type GrafanaServer, startGrafana } from './grafana/server.ts';
import { startDeployments } from './kube/deployments.ts';
import { kubeconfig } from './kube/kubeconfig.ts';
import { startKubelet } from './kube/kubelet.ts';
import type { PodPorts } from './kube/port-forward.ts';
import type { RequestCount } from './kube/request-log.ts';
import { startKube } from './kube/server.ts';
import { loadStore } from './kube/store.ts';
import type { KubeObject } from './object.ts';
import { people } from './people.ts';
import { podLogs } from './pod-logs.ts';
import { startPrometheus } from './prometheus/server.ts';
import { writePullSecret } from './pull-secret.ts';
import { isThereAt, type Stage } from './stages.ts';
import { tokenAuthority } from './tokens/signed-tokens.ts';
import { installationTools, writeTools } from './tools.ts';
import { shortenWindows, type Windows } from './windows.ts';
import { INSTALLATIONS, type World } from './world.ts';

export interface SandboxOptions {
  installation: SandboxName;
  /** Limiter windows, caches and lifetimes as the release has them; short ones when false. */
  realWindows: boolean;
  faults: string[];
  /** Other windows than the usual short ones, by the policy's kind. */
  windows?: Partial<Windows>;
  /** How far the installation has come; complete when absent. */
  stage?: Stage;
  /** First of four consecutive ports (Kubernetes API, gateway, Prometheus, Grafana); free ones when absent. */
  port?: number;
  /** Where kubeconfig and ca.crt are written; created when missing. */
  folder: string;
  /** Changes the world after its faults, before its servers start: a larger or slower cluster, for a benchmark. */
  prepare?: (world: World) => void;
}

/** What `--ready-file` holds; it is a valid `--identities` file too. */
export interface ReadyFile {
  kubeconfig: string;
  gatewayUrl: string;
  caFile: string;
  prometheusUrl: string;
  /** Absent where the installation has no Grafana. */
  grafanaUrl?: string;
  /** File with the token of a service account of Grafana. */
  grafanaTokenFile?: string;
  /** The folder with the tools of the machine that installed it. */
  toolPath: string;
  identities: { name: string; tier: string; openshiftToken: string; expiredMaasToken?: string }[];
}

export interface Sandbox {
  ready: ReadyFile;
  /** What has been asked of the Kubernetes API, and by whom. */
  requests(): RequestCount[];
  /** The newest requests to the Kubernetes API as they were written: `GET /api/v1/pods?limit=250`. */
  requestLines(): string[];
  /** How many connections to the Kubernetes API have been opened. */
  connections(): number;
  close(): Promise<void>;
}

/** The state of a healthy installation, before any fault and without servers. */
export async function healthyWorld(
  options: Pick<SandboxOptions, 'installation' | 'realWindows' | 'stage' | 'windows'>,
): Promise<World> {
  const { stage = 'models' } = options;
  const installation = baseOf(options.installation);
  const objects = loadStore(options.installation, isThereAt(stage, installation));
  writePullSecret(objects);
  if (!options.realWindows) {
    shortenWindows(objects, options.windows);
    shortenCaches(objects);
  }
  const everyone = people(installation);
  const world: World = {
    installation,
    objects,
    behaviour: healthy(),
    people: everyone,
    tokens: await tokenAuthority(everyone, objects, options.realWindows ? {} : { leewaySeconds: 0 }),
    logs: podLogs(),
    tools: installationTools(),
    registries: new Map(),
    realWindows: options.realWindows,
    certificates: await issueCertificates(objects, installation),
  };
  if (hasQwen(options.installation)) deployQwen(world);
  return world;
}

/** The state of an installation with faults. Throws a RangeError for an unknown fault or one made for another installation. */
export async function faultyWorld(
  options: Pick<SandboxOptions, 'installation' | 'realWindows' | 'stage' | 'windows' | 'faults'>,
): Promise<World> {
  const world = await healthyWorld(options);
  if (isFlavour(options.installation) && options.faults.length > 0) {
    throw new RangeError(
      `${options.installation} has no faults: they are made in ${INSTALLATIONS.join(' and ')}, whose release it shares`,
    );
  }
  for (const name of options.faults) {
    const fault = await loadFault(name);
    if (fault.installations !== undefined && !fault.installations.includes(world.installation)) {
      throw new RangeError(
        `fault "${name}" is made for ${fault.installations.join(', ')}, not for installation ${world.installation}`,
      );
    }
    await fault.apply(world);
  }
  return world;
}

/** Starts a complete MaaS installation on loopback. Throws a RangeError for an unknown fault or one made for another installation. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const world = await faultyWorld(options);
  options.prepare?.(world);
  return serve(world, options);
}

async function serve(world: World, options: SandboxOptions): Promise<Sandbox> {
  const port = (offset: number): number => (options.port === undefined ? 0 : options.port + offset);
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(closers.splice(0).map((stop) => stop()));
  };
  try {
    let prometheusAt: URL | undefined;
    const kube = await startKube(world, {
      port: port(0),
      podPorts: (pod, asked) => (isPrometheus(pod, asked) ? placeOf(prometheusAt) : undefined),
    });
    closers.push(kube.close);
    const stopKubelet = startKubelet(world);
    closers.push(async () => stopKubelet());
    const stopDeployments = startDeployments(world);
    closers.push(async () => stopDeployments());
    const gateway = await startGateway(world, { port: port(1) });
    closers.push(gateway.close);
    const prometheus = await startPrometheus(world, { port: port(2) });
    closers.push(prometheus.close);
    prometheusAt = new URL(prometheus.url);
    const grafana = await grafanaOf(world, { port: port(3), prometheusUrl: prometheus.url });
    if (grafana !== undefined) closers.push(grafana.close);

    return {
      ready: await writeReady(world, options.folder, {
        kubeUrl: kube.url,
        gatewayUrl: gateway.url,
        prometheusUrl: prometheus.url,
        grafana,
      }),
      requests: kube.requestLog.entries,
      requestLines: kube.requestLog.lines,
      connections: kube.requestLog.connections,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Writes what clients of a running installation need into its folder, and tells where everything is. */
export async function writeReady(
  world: World,
  folder: string,
  at: { kubeUrl: string; gatewayUrl: string; prometheusUrl: string; grafana?: GrafanaServer },
): Promise<ReadyFile> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const toolPath = join(folder, 'tools');
  const caFile = join(folder, 'ca.crt');
  const kubeconfigFile = join(folder, 'kubeconfig');
  await writeTools(toolPath, world.tools);
  await writeFile(caFile, world.certificates.ca, { mode: 0o600 });
  await writeFile(kubeconfigFile, kubeconfig(world, at.kubeUrl), { mode: 0o600 });
  const grafanaTokenFile = join(folder, 'grafana-token');
  if (at.grafana !== undefined) await writeFile(grafanaTokenFile, at.grafana.token, { mode: 0o600 });
  const identities = world.people.flatMap(({ name, tier, openshiftToken }) =>
    tier === undefined ? [] : [{ name, tier, openshiftToken }],
  );
  return {
    kubeconfig: kubeconfigFile,
    gatewayUrl: at.gatewayUrl,
    caFile,
    prometheusUrl: at.prometheusUrl,
    ...(at.grafana === undefined ? {} : { grafanaUrl: at.grafana.url, grafanaTokenFile }),
    toolPath,
    identities,
  };
}

/** The release that the guide describes has Grafana; the other installation has none. */
export async function grafanaOf(
  world: World,
  options: Parameters<typeof startGrafana>[1],
): Promise<GrafanaServer | undefined> {
  return world.installation === 'guide' ? startGrafana(world, options) : undefined;
}

const placeOf = (url: URL | undefined): ReturnType<PodPorts> =>
  url === undefined ? undefined : { host: url.hostname, port: Number(url.port) };

/** The sandbox has one Prometheus: the querier's pod, and each of the platform's own, answer with it. */
function isPrometheus({ metadata }: KubeObject, port: number): boolean {
  const app = metadata.labels?.['app.kubernetes.io/name'] ?? '';
  return (
    port === 9_090 && metadata.namespace === 'openshift-monitoring' && ['thanos-query', 'prometheus'].includes(app)
  );
}
