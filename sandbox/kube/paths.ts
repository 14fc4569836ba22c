import { Hono } from 'hono';
import { json, text } from './answers.ts';
import {
  AGGREGATED,
  aggregated,
  coreVersions,
  groupList,
  oneGroup,
  resourceList,
  wantsAggregated,
} from './discovery.ts';
import type { Kube } from './exchange.ts';
import { openApiDocument, openApiIndex, swagger } from './openapi.ts';

/** The release of Kubernetes that OpenShift 4.20 is made of. */
const VERSION = {
  major: '1',
  minor: '33',
  emulationMajor: '1',
  emulationMinor: '33',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '32',
  gitVersion: 'v1.33.5',
  gitCommit: 'maas-verify-sandbox',
  gitTreeState: 'clean',
  buildDate: '2025-10-01T00:00:00Z',
  goVersion: 'none',
  compiler: 'none',
  platform: 'linux/amd64',
};
const READINESS = ['ping', 'log', 'etcd', 'informer-sync', 'poststarthook/rbac/bootstrap-roles', 'shutdown'];

const missing = (): Response => text('404 page not found\n', 404);

function health(kube: Kube, path: string, verbose: boolean): Response {
  const failing = path === '/readyz' ? kube.world.behaviour.kube.unready : [];
  if (failing.length === 0 && !verbose) return text('ok');
  const names = [...new Set([...READINESS, ...failing])];
  const lines = names.map((name) => (failing.includes(name) ? `[-]${name} failed: reason withheld` : `[+]${name} ok`));
  const verdict = failing.length === 0 ? 'check passed' : 'check failed';
  return text(`${lines.join('\n')}\n${path.slice(1)} ${verdict}\n`, failing.length === 0 ? 200 : 500);
}

/** The paths that are no resources: discovery, version, health, and the issuer's keys. Their callers are authorised. */
export function paths(kube: Kube): Hono {
  const app = new Hono();
  const { catalogue, world } = kube;
  const discovery = (request: Request, core: boolean): Promise<Response> => {
    if (wantsAggregated(request.headers.get('accept')))
      return json(request, aggregated(catalogue, core), 200, AGGREGATED);
    return json(request, core ? coreVersions() : groupList(catalogue));
  };
  const found = async (request: Request, document: unknown): Promise<Response> =>
    document === undefined ? missing() : json(request, document);

  app.get('/version', ({ req }) => json(req.raw, VERSION));
  for (const path of ['/readyz', '/livez', '/healthz']) {
    app.get(path, ({ req }) => health(kube, path, req.query('verbose') !== undefined));
    app.get(`${path}/:check{.+}`, ({ req }) => health(kube, path, req.query('verbose') !== undefined));
  }
  app.get('/api', ({ req }) => discovery(req.raw, true));
  app.get('/apis', ({ req }) => discovery(req.raw, false));
  app.get('/api/v1', ({ req }) => found(req.raw, resourceList(catalogue, '', 'v1')));
  app.get('/apis/:group', ({ req }) => found(req.raw, oneGroup(catalogue, req.param('group'))));
  app.get('/apis/:group/:version', ({ req }) =>
    found(req.raw, resourceList(catalogue, req.param('group'), req.param('version'))),
  );
  app.get('/openapi/v2', ({ req }) => {
    // The older document is asked for as protobuf, which the sandbox does not write.
    const accept = req.header('accept') ?? '*/*';
    return /json|\*\/\*/.test(accept) ? json(req.raw, swagger(catalogue)) : text('406 not acceptable\n', 406);
  });
  app.get('/openapi/v3', ({ req }) => json(req.raw, openApiIndex(catalogue)));
  app.get('/openapi/v3/:path{.+}', ({ req }) => found(req.raw, openApiDocument(catalogue, req.param('path'))));
  app.get('/openid/v1/jwks', async ({ req }) =>
    json(req.raw, await world.tokens.jwks(), 200, 'application/jwk-set+json'),
  );
  app.get('/.well-known/openid-configuration', ({ req }) =>
    json(req.raw, {
      issuer: world.tokens.issuer,
      jwks_uri: `${new URL(req.url).origin}/openid/v1/jwks`,
      response_types_supported: ['id_token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    }),
  );
  app.notFound(missing);
  return app;
}
