import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { AnswerHead } from './answer.ts';
import type { ModelBehaviour } from './behaviour.ts';
import type { Generated, Software } from './generate.ts';

/** Pause between two tokens of a stream: long enough to see that it is no single piece. */
const BETWEEN_TOKENS_MS = 8;

type Event = object | '[DONE]';

/** What a stream is made from. */
interface Streamed {
  head: AnswerHead;
  generated: Generated;
  includeUsage: boolean;
  software: Software;
}

/** The events of a stream, in order: role, one token each, finish_reason, usage where asked for, and the end mark. */
export function streamEvents(
  { head, generated, includeUsage, software }: Streamed,
  behaviour: ModelBehaviour,
): Event[] {
  const chat = head.kind === 'chat';
  const base = () => ({
    // The simulator gives each event an id of its own.
    id: software === 'simulator' || behaviour.changingIds ? `chatcmpl-${randomUUID()}` : head.id,
    object: chat ? 'chat.completion.chunk' : 'text_completion',
    created: head.created,
    model: head.model,
  });
  const event = (index: number, piece: object, finishReason: string | null = null): Event => ({
    ...base(),
    choices: [{ index, ...piece, finish_reason: finishReason }],
  });
  const { usage } = generated;
  const streamed = behaviour.wrongStreamUsage
    ? { ...usage, completion_tokens: usage.completion_tokens + 2, total_tokens: usage.total_tokens + 2 }
    : usage;
  const choices = generated.said.flatMap(({ tokens, toolCalls = [], finishReason }, index) => {
    const calls = toolCalls.map(({ id, name, arguments: text }, at) =>
      event(index, {
        delta: { tool_calls: [{ index: at, id, type: 'function', function: { name, arguments: text } }] },
      }),
    );
    const end = event(index, chat ? { delta: {} } : { text: '' }, finishReason);
    return [
      ...(chat && !behaviour.noRole ? [event(index, { delta: { role: 'assistant', content: '' } })] : []),
      ...tokens.map((text) => event(index, chat ? { delta: { content: text } } : { text })),
      ...calls,
      ...(behaviour.noFinishReason ? [] : behaviour.twoFinishReasons ? [end, end] : [end]),
    ];
  });
  return [
    ...choices,
    ...(includeUsage && !behaviour.noStreamUsage ? [{ ...base(), choices: [], usage: streamed }] : []),
    ...(behaviour.noDone ? [] : ['[DONE]' as const]),
    ...(behaviour.dataAfterDone ? [event(0, chat ? { delta: { content: ' more' } } : { text: ' more' })] : []),
  ];
}

const frame = (event: Event): string => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`;

/** Sends events one by one; stops when the reader goes away. */
export function eventStream(events: Event[], behaviour: ModelBehaviour): Response {
  const encoder = new TextEncoder();
  const frames = events.map(frame);
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (behaviour.buffersStream) {
        await delay(BETWEEN_TOKENS_MS * frames.length);
        controller.enqueue(encoder.encode(frames.join('')));
        controller.close();
        return;
      }
      if (behaviour.cutsStream && at > frames.length / 2) {
        controller.error(new Error('the model cut the stream'));
        return;
      }
      const next = frames[at++];
      if (next === undefined) {
        controller.close();
        return;
      }
      if (at > 1) await delay(BETWEEN_TOKENS_MS);
      controller.enqueue(encoder.encode(next));
    },
  });
  return new Response(body, {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' },
  });
}
