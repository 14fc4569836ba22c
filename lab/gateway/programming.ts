import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { routedMatches } from '../../sandbox/gateway/http-routes.ts';
import { plainRoutes } from '../../sandbox/gateway/plain-http.ts';
import { backendOf, keyOf, type ServiceName } from '../../sandbox/gateway/services.ts';
import type { World } from '../../sandbox/world.ts';
import type { BackEnds } from './back-ends.ts';
import { cluster } from './config/clusters.ts';
import { type Programmed, ROUTE_TABLES, type RouteParts, routeTable } from './config/routes.ts';
import { type Config, typed } from './config/typed.ts';
import type { Upstreams } from './upstreams.ts';

/** Kinds that routes and back ends follow from. */
const KINDS = new Set([
  'Gateway',
  'HTTPRoute',
  'Service',
  'Pod',
  'InferenceService',
  'LLMInferenceService',
  'AuthPolicy',
  'AuthorizationPolicy',
]);
/** Changes that come together are programmed together. */
const SETTLES_MS = 20;

export interface Programming {
  /** A file for each route table: Envoy takes no more from one. */
  routeFiles: Record<keyof typeof ROUTE_TABLES, string>;
  clustersFile: string;
  stop(): Promise<void>;
}

interface Parts {
  folder: string;
  backEnds: BackEnds;
  upstreams: Upstreams;
  programmed: Programmed;
}

/** Keeps Envoy's routes and back ends as the cluster's objects have them, in files that it watches. */
export async function programming(world: World, parts: Parts): Promise<Programming> {
  const routeFiles = {
    secure: join(parts.folder, 'routes-secure.json'),
    plain: join(parts.folder, 'routes-plain.json'),
  };
  const clustersFile = join(parts.folder, 'clusters.json');
  const written = new Map<string, string>();
  const write = async (file: string, type: string, resources: Config[]): Promise<void> => {
    const text = JSON.stringify({ resources: resources.map((resource) => typed(type, resource)) }, undefined, 1);
    if (written.get(file) === text) return;
    written.set(file, text);
    // Envoy notices a file that is moved to its place, and never reads half of one.
    await writeFile(`${file}.new`, text, { mode: 0o600 });
    await rename(`${file}.new`, file);
  };
  const program = async (): Promise<void> => {
    await write(clustersFile, 'envoy.config.cluster.v3.Cluster', await clusters(world, parts));
    const { secure, plain } = routeTables(world, parts);
    await write(routeFiles.secure, 'envoy.config.route.v3.RouteConfiguration', [secure]);
    await write(routeFiles.plain, 'envoy.config.route.v3.RouteConfiguration', [plain]);
  };
  await program();

  let last = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const unsubscribe = world.objects.subscribe(({ before, after }) => {
    if (timer !== undefined || !KINDS.has((after ?? before)?.kind ?? '')) return;
    timer = setTimeout(() => {
      timer = undefined;
      last = last
        .then(program)
        .catch((error: unknown) => console.error(`lab: the gateway is not programmed: ${error}`));
    }, SETTLES_MS);
  });
  return {
    routeFiles,
    clustersFile,
    async stop() {
      unsubscribe();
      clearTimeout(timer);
      await last;
    },
  };
}

async function clusters(world: World, { backEnds, upstreams }: Parts): Promise<Config[]> {
  const services = new Map<string, ServiceName>();
  for (const { service } of routedMatches(world)) if (service !== undefined) services.set(keyOf(service), service);
  const models = backEnds.models();
  const made = [...services].map(async ([key, service]) => {
    const backend = backendOf(world, models, service);
    if (backend === undefined) return [];
    const model = models.find((one) => backend.kind === 'model' && one.resource === backend.resource);
    const isUp = backEnds.isUp(model ?? 'maas-api');
    return [cluster(key, isUp ? await upstreams.portOf(service, backend) : undefined)];
  });
  return (await Promise.all(made)).flat();
}

function routeTables(world: World, { backEnds, programmed }: Parts): Record<keyof typeof ROUTE_TABLES, Config> {
  const models = backEnds.models();
  const parts: RouteParts = {
    programmed,
    backendOf: (service) => backendOf(world, models, service),
    modelNamespaces: [...new Set(models.map(({ namespace }) => namespace))],
  };
  return {
    secure: routeTable(world, ROUTE_TABLES.secure, parts),
    plain: routeTable(world, ROUTE_TABLES.plain, parts, plainRoutes(world)),
  };
}
