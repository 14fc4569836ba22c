import { once } from 'node:events';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { z } from 'zod';
import { startMock } from './mock-server.ts';

const Truth = z.array(z.tuple([z.string(), z.object({ receivedAt: z.number(), sentAt: z.array(z.number()) })]));
const Started = z.object({ url: z.string() });

/** The mock on a thread of its own, so that what it needs is not taken for the client's. */
export interface MockThread {
  url: string;
  /** What it did for each request, by x-request-id, in milliseconds of the process's high-resolution clock. */
  served(): Promise<Map<string, { receivedAt: number; sentAt: number[] }>>;
  close(): Promise<void>;
}

export async function startMockThread(): Promise<MockThread> {
  const worker = new Worker(new URL(import.meta.url));
  const [started] = await once(worker, 'message');
  return {
    url: Started.parse(started).url,
    async served() {
      worker.postMessage('served');
      const [entries] = await once(worker, 'message');
      return new Map(Truth.parse(entries));
    },
    close: async () => {
      await worker.terminate();
    },
  };
}

if (!isMainThread) {
  const mock = await startMock();
  parentPort?.postMessage({ url: mock.url });
  parentPort?.on('message', () => {
    parentPort?.postMessage([...mock.served].map(([id, { receivedAt, sentAt }]) => [id, { receivedAt, sentAt }]));
  });
}
