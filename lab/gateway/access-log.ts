import { watch } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { z } from 'zod';
import type { GatewayMetrics } from '../../sandbox/gateway/metrics.ts';
import { podWriter } from '../../sandbox/pod-writer.ts';
import type { World } from '../../sandbox/world.ts';

const text = z.string().nullish();
const Entry = z.object({
  method: text,
  path: text,
  protocol: text,
  status: z.number(),
  details: text,
  requestId: text,
  destination: text,
  limited: text,
});

/** Follows Envoy's log: each request is counted and written to the log of the gateway's pod, as the sandbox's gateway does it. */
export async function followAccessLog(
  world: World,
  metrics: GatewayMetrics,
  file: string,
): Promise<{ stop(): Promise<void> }> {
  const log = podWriter(world, { prefix: 'maas-default-gateway' });
  const noted = (line: string): void => {
    const { method, path, protocol, status, details, requestId, destination, limited } = Entry.parse(JSON.parse(line));
    // Refusals of the limiter are the shim's own replies, which Envoy's counter does not see (FM-70).
    if (limited !== 'true') metrics.answered(status, destination ?? 'unknown');
    const [plainPath] = (path ?? '-').split('?');
    const what = `"${method ?? '-'} ${plainPath} ${protocol ?? '-'}" ${status} ${requestId ?? '-'}`;
    log(`[${new Date().toISOString()}] ${what} ${details ?? '-'}`);
  };
  const handle = await open(file, 'a+', 0o600);
  const lines = lineReader(handle);
  let last = Promise.resolve();
  const read = (): void => {
    last = last
      .then(async () => {
        for (const line of await lines()) noted(line);
      })
      .catch((error: unknown) => console.error(`lab: the access log cannot be read: ${error}`));
  };
  const watcher = watch(file, read);
  return {
    async stop() {
      watcher.close();
      read();
      await last;
      await handle.close();
    },
  };
}

const PIECE_BYTES = 64 * 1024;

/** Answers, each time it is called, the whole lines that have been written since. */
function lineReader(handle: FileHandle): () => Promise<string[]> {
  const buffer = Buffer.alloc(PIECE_BYTES);
  const decoder = new TextDecoder();
  let position = 0;
  let rest = '';
  return async () => {
    const found: string[] = [];
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
      if (bytesRead === 0) return found;
      position += bytesRead;
      const parts = `${rest}${decoder.decode(buffer.subarray(0, bytesRead), { stream: true })}`.split('\n');
      rest = parts.pop() ?? '';
      found.push(...parts);
    }
  };
}
