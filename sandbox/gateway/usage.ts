import { z } from 'zod';
import type { ReportedUsage } from '../limiter/call.ts';

const Answer = z.looseObject({
  usage: z.looseObject({
    prompt_tokens: z.number().default(0),
    completion_tokens: z.number().default(0),
    total_tokens: z.number(),
  }),
});

function usageOf(text: string): ReportedUsage | undefined {
  try {
    const { usage } = Answer.parse(JSON.parse(text));
    return {
      promptTokens: usage.prompt_tokens,
      completionTokens: usage.completion_tokens,
      totalTokens: usage.total_tokens,
    };
  } catch {
    return undefined;
  }
}

/** Longest answer that is kept to read its usage. */
const LONGEST = 1 << 20;

/** Keeps an answer's text, and reads the usage in it: of the whole body, or of a stream's event before `[DONE]`. */
function reader(streamed: boolean) {
  const decoder = new TextDecoder();
  let text = '';
  return {
    take(chunk: Uint8Array): void {
      if (text.length < LONGEST) text += decoder.decode(chunk, { stream: true });
    },
    usage(): ReportedUsage | undefined {
      if (!streamed) return usageOf(text);
      const events = text.split('\n\n').flatMap((event) => (event.startsWith('data: ') ? [event.slice(6)] : []));
      return usageOf(events.at(-2) ?? '');
    },
  };
}

/**
 * Passes an answer on and reads its usage at its end, as Kuadrant's shim does. `readsOn`: the answer is read to its end also
 * when its client goes away before; otherwise `done` is not called then.
 */
export async function metered(
  response: Response,
  done: (usage: ReportedUsage | undefined, streamed: boolean) => void,
  { readsOn }: { readsOn: boolean },
): Promise<Response> {
  if (response.body === null) return response;
  const streamed = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  const { take, usage } = reader(streamed);
  const { status, headers } = response;
  if (!streamed) {
    // Read whole, and so with its length.
    const whole = new Uint8Array(await response.arrayBuffer());
    take(whole);
    done(usage(), streamed);
    return new Response(whole, { status, headers });
  }
  if (!readsOn) {
    const meter = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        take(chunk);
        controller.enqueue(chunk);
      },
      flush: () => done(usage(), streamed),
    });
    return new Response(response.body.pipeThrough(meter), { status, headers });
  }
  const [toClient, toMeter] = response.body.tee();
  void (async () => {
    try {
      for await (const chunk of toMeter) take(chunk);
    } catch {
      // The model has cut the stream: nobody is told a usage.
      return;
    }
    done(usage(), streamed);
  })();
  return new Response(toClient, { status, headers });
}
