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

/**
 * Passes an answer on and reads its usage at its end, as Kuadrant's shim does: the whole body, or of a stream the event
 * before `[DONE]`. `done` is not called when the client goes away before the end.
 */
export function metered(
  response: Response,
  done: (usage: ReportedUsage | undefined, streamed: boolean) => void,
): Response {
  if (response.body === null) return response;
  const streamed = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  const decoder = new TextDecoder();
  let text = '';
  const meter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      if (text.length < LONGEST) text += decoder.decode(chunk, { stream: true });
      controller.enqueue(chunk);
    },
    flush() {
      const events = text.split('\n\n').flatMap((event) => (event.startsWith('data: ') ? [event.slice(6)] : []));
      done(usageOf(streamed ? (events.at(-2) ?? '') : text), streamed);
    },
  });
  return new Response(response.body.pipeThrough(meter), { status: response.status, headers: response.headers });
}
