import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { z } from 'zod';
import { pinned } from './pinned.ts';

const MOCK = new URL('mock-process.ts', import.meta.url).pathname;
const Started = z.object({ url: z.url() });
const Line = z.object({
  id: z.string(),
  receivedAtMs: z.number(),
  sentAtMs: z.array(z.number()),
  mostLateMs: z.number(),
});

/** What the mock did for a request, in milliseconds of the machine's monotonic clock. */
export type Truth = Omit<z.infer<typeof Line>, 'id'>;

export interface StartedMock {
  url: string;
  /** By x-request-id; the mock forgets it. */
  truth(): Promise<Map<string, Truth>>;
  close(): Promise<void>;
}

async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const part of body) {
    const lines = (rest + decoder.decode(part, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** Starts the mock as a process of its own, on a core of its own where that can be. `options` are those of mock-process.ts. */
export async function startMockProcess(core: number, options: readonly string[]): Promise<StartedMock> {
  const [file = '', ...parameters] = pinned(core, [process.execPath, MOCK, ...options]);
  const child = execa(file, parameters, { buffer: false, reject: false, stdin: 'pipe', stderr: 'inherit' });
  const lines = createInterface({ input: child.stdout });
  const first = await lines[Symbol.asyncIterator]().next();
  const { url } = Started.parse(JSON.parse(String(first.value)));
  const stats = new URL('/stats', url);
  return {
    url,
    async truth() {
      const found = new Map<string, Truth>();
      const { body } = await fetch(stats);
      if (body === null) throw new Error('the mock has no statistics');
      for await (const line of linesOf(body)) {
        const { id, ...rest } = Line.parse(JSON.parse(line));
        found.set(id, rest);
      }
      await fetch(stats, { method: 'DELETE' });
      return found;
    },
    async close() {
      child.stdin.end();
      await child;
    },
  };
}
