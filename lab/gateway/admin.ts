import { setTimeout as delay } from 'node:timers/promises';
import { request } from 'undici';
import { DRAIN_SECONDS } from './config/listener.ts';

const POLL_MS = 25;
/** Requests that go on longer are cut off. */
const DRAINED_WITHIN_MS = DRAIN_SECONDS * 1_000;

/** Envoy's own port: whether it is ready, and how it is asked to end. */
export function admin(port: number) {
  const url = `http://127.0.0.1:${port}`;
  const active = async (): Promise<number> => {
    const { body } = await request(`${url}/stats?filter=^http\\.gateway\\.downstream_rq_active$`);
    return Number(/: (\d+)/.exec(await body.text())?.[1] ?? 0);
  };
  return {
    url,
    async isReady(): Promise<boolean> {
      const { statusCode, body } = await request(`${url}/ready`);
      await body.dump();
      return statusCode === 200;
    },
    /** Takes no new requests; answers when those under way have ended, or the time for them is over. */
    async drain(): Promise<void> {
      const { body } = await request(`${url}/drain_listeners?graceful`, { method: 'POST' });
      await body.dump();
      const until = performance.now() + DRAINED_WITHIN_MS;
      while (performance.now() < until && (await active()) > 0) await delay(POLL_MS);
    },
  };
}
