import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type DiscoveredTarget, discover } from '../../sandbox/prometheus/discovery.ts';
import { type Expose, exposedBy } from '../../sandbox/prometheus/exposed.ts';
import { labelsKey } from '../../sandbox/prometheus/labels.ts';
import type { ScrapedWorld } from '../../sandbox/prometheus/scraped-world.ts';

/** Monitors and pods are looked up again so often. */
const DISCOVERY_MS = 500;
const TEXT_FORMAT = 'text/plain; version=0.0.4; charset=utf-8';
const STATUS = /^server returned HTTP status (\d+) (.*)$/;

export interface ExpositionServer {
  url: string;
  /** What the monitors of the world select now. */
  targets(): DiscoveredTarget[];
  close(): Promise<void>;
}

/**
 * Answers for every pod of the world. As HTTP service discovery (`/targets?pool=NAME`) it says where the targets of a pool are, at the
 * addresses of their pods; as a proxy it is asked for those, and answers what the sandbox's components expose. Loopback only.
 */
export async function startExposition(world: ScrapedWorld): Promise<ExpositionServer> {
  const scraped = scrapedTargets(world);
  const server = createServer((request, response) => {
    answer(world, scraped(), request, response).catch((error: unknown) => refuse(response, messageOf(error)));
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the exposition server has no port'));
      else resolve(address.port);
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    targets: () => scraped().targets,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Scraped {
  /** What the monitors select now. */
  targets: DiscoveredTarget[];
  /** Those, and what they selected before: a pod answers whether it is selected or not. */
  everSelected: DiscoveredTarget[];
  expose: Expose;
}

/** The targets and what answers for them, looked up again now and then; what answers stays while the targets are the same. */
function scrapedTargets(world: ScrapedWorld): () => Scraped {
  let known: Scraped & { key: string } = { targets: [], everSelected: [], expose: exposedBy(world, []), key: '' };
  let lookedUpAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (performance.now() - lookedUpAt < DISCOVERY_MS) return known;
    lookedUpAt = performance.now();
    const targets = discover(world);
    const key = targets.map(keyOf).join('\n');
    if (key !== known.key) {
      const current = new Set(targets.map(keyOf));
      const everSelected = [...targets, ...known.everSelected.filter((target) => !current.has(keyOf(target)))];
      known = { targets, everSelected, expose: exposedBy(world, everSelected), key };
    }
    return known;
  };
}

const keyOf = ({ pool, labels }: DiscoveredTarget): string => `${pool} ${labelsKey(labels)}`;

async function answer(
  world: ScrapedWorld,
  { targets, everSelected, expose }: Scraped,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A proxy is asked for whole URLs, a server for paths.
  const asked = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (request.url?.startsWith('/') === true) {
    const pool = asked.searchParams.get('pool');
    const groups = targets.filter((target) => target.pool === pool).map(targetGroup);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(groups));
    return;
  }
  const pool = userOf(request);
  const target = everSelected.find((one) => one.pool === pool && urlOf(one) === asked.href);
  if (target === undefined || world.objects.find({ kind: 'Pod', ...target.pod }) === undefined)
    return refuse(response, `Get "${asked.href}": dial tcp ${asked.host}: connect: no route to host`);
  const text = await expose(target);
  response.writeHead(200, { 'content-type': TEXT_FORMAT }).end(text);
}

const addressOf = ({ labels }: DiscoveredTarget): string => labels['instance'] ?? '';
const urlOf = (target: DiscoveredTarget): string => new URL(`http://${addressOf(target)}${target.path}`).href;

/** One target with its labels; what begins with __ says how it is scraped. */
const targetGroup = (target: DiscoveredTarget): object => ({
  targets: [addressOf(target)],
  labels: { ...target.labels, __scheme__: 'http', __metrics_path__: target.path },
});

/** The user that a proxy is asked as. */
function userOf(request: IncomingMessage): string {
  const [, credentials = ''] = /^Basic (\S+)$/.exec(request.headers['proxy-authorization'] ?? '') ?? [];
  return Buffer.from(credentials, 'base64').toString('utf8').replace(/:$/, '');
}

/** An answer that makes a scrape fail. Prometheus quotes a status with its reason, so what went wrong is put there. */
function refuse(response: ServerResponse, message: string): void {
  const [, status, reason = message] = STATUS.exec(message) ?? [];
  response.writeHead(status === undefined ? 502 : Number(status), reason.replace(/[^ -~]+/g, ' ')).end();
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
