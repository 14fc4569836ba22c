import { places } from '../edits/places.ts';
import { podWriter } from '../pod-writer.ts';
import { following } from '../running.ts';
import type { World } from '../world.ts';
import type { Catalogue } from './catalogue.ts';
import { guideApi } from './guide-api.ts';
import { internalEndpoint } from './internal-endpoints.ts';
import { maasApiMetrics } from './metrics.ts';
import { releaseApi } from './release-api.ts';
import { wrongMethod } from './wrong-method.ts';

export interface MaasApi {
  handle(request: Request): Promise<Response>;
}

/** maas-api as the installation's release has it, with its log and metrics. */
export function maasApi(world: World, catalogue: Catalogue): MaasApi {
  const app = world.installation === 'guide' ? guideApi(world, catalogue) : releaseApi(world, catalogue);
  const count = maasApiMetrics(world);
  const log = podWriter(world, { prefix: 'maas-api' });
  const running = following(world, places(world).api);
  return {
    async handle(request) {
      if (world.behaviour.maasApi.down || running.isGone()) return new Response('no healthy upstream', { status: 503 });
      const { pathname } = new URL(request.url);
      const odd = internalEndpoint(world, request) ?? wrongMethod(world, app, request);
      const response = await (odd ?? app.fetch(request));
      count({ method: request.method, path: pathname, status: response.status });
      log(`${new Date().toISOString()} ${request.method} ${pathname} ${response.status}`);
      return response;
    },
  };
}
