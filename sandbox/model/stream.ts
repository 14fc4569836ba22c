import { randomUUID } from 'node:crypto';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import type { AnswerHead } from './answer.ts';
import type { ModelBehaviour } from './behaviour.ts';
import type { Generated, Software } from './generate.ts';
import { drawn, type Timing } from './timing.ts';

/** Pause between two tokens of a stream: long enough to see that it is no single piece. */
const BETWEEN_TOKENS_MS = 8;

type Event = object | '[DONE]';

const DEAD = { error: { message: 'EngineCore encountered an issue', type: 'InternalServerError', code: 500 } };

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
  const choices = generated.said.flatMap(({ tokens, thoughts, toolCalls = [], finishReason }, index) => {
    const calls = toolCalls.map(({ id, name, arguments: text }, at) =>
      event(index, {
        delta: { tool_calls: [{ index: at, id, type: 'function', function: { name, arguments: text } }] },
      }),
    );
    const end = event(index, chat ? { delta: {} } : { text: '' }, finishReason);
    const words = tokens.map((text) => event(index, chat ? { delta: { content: text } } : { text }));
    const thought = (thoughts?.tokens ?? []).map((text) => event(index, { delta: { reasoning_content: text } }));
    const texts = thoughts?.last ? [...words, ...thought] : [...thought, ...words];
    const begin = chat && !behaviour.noRole ? [event(index, { delta: { role: 'assistant', content: '' } })] : [];
    // What dies says so in its stream, and ends it.
    if (behaviour.errorInStream) return [...begin, ...texts.slice(0, Math.ceil(texts.length / 2)), DEAD];
    return [
      ...begin,
      ...texts,
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

/** A named event, as the Responses endpoint sends them. */
export const textFrames = (name: string, data: object): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** Which event of a chat or completion is the first with a token, for `pauses`. */
const firstToken = (events: readonly Event[]): number => (JSON.stringify(events[0]).includes('"role"') ? 1 : 0);

/** Pauses before each event: as the arguments of a simulator say, or as short as can be seen. */
export function pauses(events: readonly Event[], timing: Timing, behaviour: ModelBehaviour): (at: number) => number {
  const first = firstToken(events);
  const kept = {
    firstToken: behaviour.ignoresLatency !== 'first-token',
    tokens: behaviour.ignoresLatency !== 'between-tokens',
  };
  return (at) => {
    if (at === first) return kept.firstToken ? drawn(timing.firstToken) : 0;
    const wanted = at > first && kept.tokens ? drawn(timing.betweenTokens) : 0;
    return at === 0 ? 0 : Math.max(wanted, BETWEEN_TOKENS_MS);
  };
}

/** The bytes of a frame in pieces as a network may cut them: in the middle of the first character that has several. */
function pieces(bytes: Uint8Array): Uint8Array[] {
  const at = bytes.findIndex((byte) => byte >= 0xc0);
  return at === -1 ? [bytes] : [bytes.subarray(0, at + 1), bytes.subarray(at + 1)];
}

/** Sends events one by one; stops when the reader goes away. */
export const eventStream = (events: Event[], behaviour: ModelBehaviour, pause?: (at: number) => number): Response =>
  frameStream(events.map(frame), behaviour, pause);

/** Sends the frames of events one by one; stops when the reader goes away. */
export function frameStream(
  frames: readonly string[],
  behaviour: ModelBehaviour,
  pause: (at: number) => number = (at) => (at === 0 ? 0 : BETWEEN_TOKENS_MS),
): Response {
  const encoder = new TextEncoder();
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
      const ms = pause(at - 1);
      if (ms > 0) await delay(ms);
      for (const piece of pieces(encoder.encode(next))) {
        controller.enqueue(piece);
        await turn();
      }
    },
  });
  return new Response(body, {
    headers: {
      'content-type': behaviour.streamType ?? 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
    },
  });
}
