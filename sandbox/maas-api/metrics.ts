import { Counter, Registry } from 'prom-client';
import type { World } from '../world.ts';

/** Registers the job `maas-api`; answers what counts one request. */
export function maasApiMetrics(world: World): (request: { method: string; path: string; status: number }) => void {
  const registry = new Registry();
  world.registries.set('maas-api', registry);
  const requests = new Counter({
    name: 'maas_api_http_requests_total',
    help: 'HTTP requests served by maas-api',
    labelNames: ['method', 'path', 'status'],
    registers: [registry],
  });
  return ({ method, path, status }) => requests.inc({ method, path, status: String(status) });
}
