import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createAdaptorServer } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { World } from '../world.ts';
import { type StoredBoard, storedBoards } from './boards.ts';
import { type PanelQuery, runQuery } from './queries.ts';

const MAX_BODY_BYTES = 1_048_576;
const LOGIN_PAGE =
  '<!DOCTYPE html><html><head><title>Log in</title></head><body><h1>Log in with OpenShift</h1></body></html>';
const BAD_GATEWAY = '<html><body><h1>502 Bad Gateway</h1>The server returned an invalid response.</body></html>';

export interface GrafanaServer {
  url: string;
  /** Of a service account with the role Viewer. */
  token: string;
  close(): Promise<void>;
}

export type GrafanaWorld = Pick<World, 'objects'> & { behaviour: Pick<World['behaviour'], 'grafana'> };

/**
 * Starts a Grafana of the sandbox: its HTTP API for boards and queries, and pages with the test ids of Grafana’s own. It holds
 * the boards of the cluster’s GrafanaDashboards, and its datasource is the sandbox’s Prometheus. Plain HTTP on loopback.
 */
export async function startGrafana(
  world: GrafanaWorld,
  options: { port: number; prometheusUrl: string },
): Promise<GrafanaServer> {
  const token = `glsa_${randomBytes(16).toString('hex')}_${randomBytes(4).toString('hex')}`;
  const server = createAdaptorServer({ fetch: application(world, token, options.prometheusUrl).fetch });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the server of Grafana has no port'));
      else resolve(address.port);
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function application(world: GrafanaWorld, token: string, prometheusUrl: string): Hono {
  const { grafana } = world.behaviour;
  const app = new Hono();
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES }));
  app.use(async (c, next) => {
    if (grafana.badGateway) return c.html(BAD_GATEWAY, 502);
    if (grafana.loginPage) return c.html(LOGIN_PAGE);
    if (c.req.path === '/api/health' || c.req.path === '/login') return next();
    if (c.req.header('authorization') === `Bearer ${token}`) return next();
    return c.req.path.startsWith('/api/') ? unauthorized(c) : c.redirect('/login');
  });
  app.get('/login', (c) => c.html(LOGIN_PAGE));
  app.get('/api/health', (c) => c.json({ commit: 'unknown', database: 'ok', version: '12.1.0' }));
  app.get('/api/search', (c) => c.json(storedBoards(world.objects).map(hitOf)));
  app.get('/api/dashboards/uid/:uid', (c) => {
    const board = boardOf(world, c.req.param('uid'));
    if (board === undefined) return c.json({ message: 'Dashboard not found', traceID: '' }, 404);
    const { slug, model } = board;
    const meta = {
      type: 'db',
      canSave: false,
      canEdit: false,
      slug,
      url: urlOf(board),
      version: 1,
      provisioned: false,
    };
    return c.json({ meta, dashboard: model });
  });
  app.get('/api/datasources/uid/:uid/resources/*', async (c) => {
    if (grafana.datasourceMissing) return c.json({ message: 'Data source not found', traceID: '' }, 404);
    const path = c.req.path.slice(`/api/datasources/uid/${c.req.param('uid')}/resources`.length);
    const answer = await fetch(`${prometheusUrl}${path}${new URL(c.req.url).search}`);
    // A Prometheus behind a login answers a page.
    const data: unknown = await answer.json().catch(() => undefined);
    return data instanceof Object ? c.json(data) : c.json({ message: 'Internal Server Error', traceID: '' }, 500);
  });
  app.post('/api/ds/query', async (c) => {
    const { queries } = await c.req.json<{ queries: PanelQuery[] }>();
    if (grafana.datasourceMissing) return c.json({ message: 'data source not found', traceID: '' }, 404);
    const answers = await Promise.all(
      queries.map(async (query) => {
        const answer = await runQuery(prometheusUrl, query);
        return [query.refId, grafana.platformPrometheus ? { ...answer, frames: [] } : answer] as const;
      }),
    );
    const failing = answers.some(([, answer]) => 'error' in answer);
    return c.json({ results: Object.fromEntries(answers) }, failing ? 400 : 200);
  });
  app.get('/d/:uid/:slug?', (c) => c.html(readFileSync(new URL('board.html', import.meta.url), 'utf8')));
  app.notFound((c) => c.json({ message: 'Not found' }, 404));
  return app;
}

const unauthorized = (c: Context): Response =>
  c.json({ extra: null, message: 'Unauthorized', messageId: 'auth.unauthorized', statusCode: 401, traceID: '' }, 401);

const boardOf = (world: GrafanaWorld, uid: string): StoredBoard | undefined =>
  storedBoards(world.objects).find((board) => board.uid === uid);

const urlOf = ({ uid, slug }: StoredBoard): string => `/d/${uid}/${slug}`;

function hitOf(board: StoredBoard): object {
  const { id, uid, title, slug } = board;
  return {
    id,
    uid,
    title,
    uri: `db/${slug}`,
    url: urlOf(board),
    slug: '',
    type: 'dash-db',
    tags: [],
    isStarred: false,
    sortMeta: 0,
  };
}
