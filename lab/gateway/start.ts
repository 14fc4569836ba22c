import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { servedCertificate } from '../../sandbox/gateway/certificate.ts';
import type { World } from '../../sandbox/world.ts';
import { freePorts } from '../ports.ts';
import { startProcess } from '../process.ts';
import { followAccessLog } from './access-log.ts';
import { admin } from './admin.ts';
import { authorizer } from './authorizer.ts';
import { backEnds } from './back-ends.ts';
import { bootstrap } from './config/bootstrap.ts';
import { DRAIN_SECONDS, listener } from './config/listener.ts';
import type { Programmed } from './config/routes.ts';
import { serveGrpc } from './grpc-server.ts';
import { programming } from './programming.ts';
import { rateLimitService } from './rate-limit-service.ts';
import { upstreams } from './upstreams.ts';

export interface LabGatewayOptions {
  /** Path of Envoy's program. */
  envoy: string;
  /** For its configuration and logs; made where it is missing. */
  folder: string;
  /** Its port of loopback; a free one when absent. */
  port?: number;
  /** What of the policies has reached Envoy; all of it when absent. */
  programmed?: Programmed;
  /** true: nothing listens where Envoy asks the authorizer, or the limiter. */
  authorizerDown?: boolean;
  limiterDown?: boolean;
  /** Most connections at once. */
  connections?: number;
}

export interface LabGateway {
  /** `https://localhost:PORT` */
  url: string;
  adminUrl: string;
  /** Takes no new connections, and answers when the last request has ended. */
  drain(): Promise<void>;
  /** Drains, and ends everything. */
  close(): Promise<void>;
}

const CONNECTIONS = 4_096;
const READY_WITHIN_MS = 20_000;
const LOG_FLUSH_MS = 10;

/** Envoy in front of the sandbox's authorizer, limiter, maas-api and models, programmed from the cluster's objects. */
export async function startLabGateway(world: World, options: LabGatewayOptions): Promise<LabGateway> {
  const { folder } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const [free = 0, adminPort = 0, authorizerPort = 0, limiterPort = 0] = await freePorts(4);
  const ports = { admin: adminPort, authorizer: authorizerPort, limiter: limiterPort };
  const port = options.port ?? free;
  const url = `https://localhost:${port}`;
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const stop of closers.splice(0).reverse()) await stop();
  };
  try {
    const parts = backEnds(world, url);
    closers.push(parts.close);
    await serveServices(world, { parts, options, ports, closers });
    const servers = upstreams(parts);
    closers.push(servers.close);
    const { programmed = {} } = options;
    const { routeFiles, clustersFile, stop } = await programming(world, {
      folder,
      backEnds: parts,
      upstreams: servers,
      programmed,
    });
    closers.push(stop);
    const accessLog = join(folder, 'access.log');
    closers.push((await followAccessLog(world, parts.metrics, accessLog)).stop);
    const certificate = await servedCertificate(world);
    const { connections = CONNECTIONS } = options;
    const served = listener(world, { port, certificate, routeFiles, accessLog, connections });
    const config = bootstrap({ ports, listener: served, clustersFile });
    const envoy = await startEnvoy(options, adminPort, config);
    closers.push(envoy.stop);
    return { url, adminUrl: envoy.url, drain: envoy.drain, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The services that Envoy asks about each request. */
async function serveServices(
  world: World,
  {
    parts,
    options,
    ports,
    closers,
  }: {
    parts: ReturnType<typeof backEnds>;
    options: LabGatewayOptions;
    ports: { authorizer: number; limiter: number };
    closers: (() => Promise<void>)[];
  },
): Promise<void> {
  if (options.authorizerDown !== true) {
    const service = { proto: 'authorization.proto', service: 'envoy.service.auth.v3.Authorization', method: 'Check' };
    closers.push((await serveGrpc({ ...service, handle: authorizer(world, parts) }, ports.authorizer)).close);
  }
  if (options.limiterDown !== true) {
    const service = {
      proto: 'rate-limit.proto',
      service: 'envoy.service.ratelimit.v3.RateLimitService',
      method: 'ShouldRateLimit',
    };
    const handle = rateLimitService(world, parts.limiter);
    closers.push((await serveGrpc({ ...service, handle }, ports.limiter)).close);
  }
}

async function startEnvoy({ envoy, folder }: LabGatewayOptions, adminPort: number, config: object) {
  const configFile = join(folder, 'envoy.json');
  await writeFile(configFile, JSON.stringify(config, undefined, 1), { mode: 0o600 });
  const { url, isReady, drain } = admin(adminPort);
  const running = await startProcess({
    name: 'Envoy',
    file: envoy,
    args: [
      ...['--config-path', configFile, '--disable-hot-restart', '--log-level', 'warning', '--concurrency', '2'],
      // Says for each message of an extension whether it is still under way.
      ...['--component-log-level', 'misc:error'],
      ...['--file-flush-interval-msec', String(LOG_FLUSH_MS)],
      ...['--drain-time-s', String(DRAIN_SECONDS), '--drain-strategy', 'immediate'],
    ],
    logFile: join(folder, 'envoy.log'),
    isReady,
    readyWithinMs: READY_WITHIN_MS,
  });
  const stop = async (): Promise<void> => {
    if (running.isRunning()) await drain();
    await running.stop();
  };
  return { url, drain, stop };
}
