import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { failure } from './answers.ts';
import { queryApi } from './query-api.ts';
import type { ScrapedWorld } from './scraped-world.ts';
import { type Scraper, startScraper } from './scraper.ts';
import { statusApi } from './status-api.ts';

const MAX_BODY_BYTES = 1_048_576;
const LOGIN_PAGE =
  '<!DOCTYPE html><html><head><title>Log in</title></head><body><h1>Log in with OpenShift</h1></body></html>';

/**
 * Starts a Prometheus of the sandbox: it scrapes what the cluster's monitors select and answers the query API. Plain HTTP
 * on loopback: its URL is given to the harness as one gives a port-forward's, and no token is sent to it.
 */
export async function startPrometheus(
  world: ScrapedWorld,
  options: { port: number },
): Promise<{ url: string; close(): Promise<void> }> {
  const scraper = await startScraper(world);
  const server = createAdaptorServer({ fetch: application(world, scraper).fetch });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => resolve(portOf(server.address())));
  });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      if ('closeAllConnections' in server) server.closeAllConnections();
    });
  // A server that is down has an address too: one at which nothing answers.
  if (world.behaviour.prometheus.down) await stop();
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      await scraper.stop();
      if (server.listening) await stop();
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server of Prometheus has no port');
  return address.port;
}

function application(world: ScrapedWorld, scraper: Scraper): Hono {
  const { prometheus } = world.behaviour;
  const app = new Hono();
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES }));
  app.use(async (c, next) => {
    if (prometheus.loginPage) return c.html(LOGIN_PAGE);
    if (prometheus.notReady && c.req.path !== '/-/healthy') return c.text('Service Unavailable', 503);
    await next();
  });
  app.get('/-/ready', (c) => c.text('Prometheus Server is Ready.\n'));
  app.get('/-/healthy', (c) => c.text('Prometheus Server is Healthy.\n'));
  app.route(
    '/api/v1',
    queryApi(scraper.storage).onError((error, c) => failure(c, error)),
  );
  app.route(
    '/api/v1',
    statusApi(scraper).onError((error, c) => failure(c, error)),
  );
  app.notFound((c) => c.text('404 page not found\n', 404));
  return app;
}
