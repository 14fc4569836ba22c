import { createServer, type RequestListener } from 'node:http';
import { Agent } from 'undici';
import type { Metrics } from '../../../../platform/metrics/metrics.ts';
import { prometheus } from '../../../../platform/metrics/prometheus.ts';

/** A server at a free port of loopback, and a client of its query API. */
export async function metricsOf(
  listener: RequestListener,
  authorization?: string,
): Promise<{ metrics: Metrics; stop(): Promise<void>; close(): Promise<void> }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const metrics = prometheus({
    url: new URL(`http://127.0.0.1:${address.port}/`),
    reachedBy: 'a test',
    advice: 'give another one',
    dispatcher: new Agent({ allowH2: false }),
    authorization,
  });
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  return {
    metrics,
    stop,
    async close() {
      await stop();
      await metrics.close();
    },
  };
}
