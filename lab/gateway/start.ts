import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { servedCertificate } from '../../sandbox/gateway/certificate.ts';
import type { World } from '../../sandbox/world.ts';
import { freePorts } from '../ports.ts';
import { followAccessLog } from './access-log.ts';
import { serveAuthorizer, serveLimiter } from './asked-services.ts';
import { backEnds } from './back-ends.ts';
import { bootstrap } from './config/bootstrap.ts';
import { listener } from './config/listener.ts';
import type { Programmed } from './config/routes.ts';
import { startEnvoy } from './envoy-process.ts';
import { programming } from './programming.ts';
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
    if (options.authorizerDown !== true) closers.push((await serveAuthorizer(world, parts, ports.authorizer)).close);
    if (options.limiterDown !== true) closers.push((await serveLimiter(world, parts, ports.limiter)).close);
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
    const envoy = await startEnvoy({ program: options.envoy, folder, adminPort, config });
    closers.push(envoy.stop);
    return { url, adminUrl: envoy.url, drain: envoy.drain, close };
  } catch (error) {
    await close();
    throw error;
  }
}
