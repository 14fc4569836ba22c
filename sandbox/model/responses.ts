import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { ModelBehaviour } from './behaviour.ts';
import type { Generated } from './generate.ts';
import type { Generation } from './requests.ts';
import { textFrames } from './stream.ts';

const Part = z.looseObject({ text: z.string().default('') });
const Item = z.looseObject({
  role: z.string().default('user'),
  content: z.union([z.string(), z.array(Part)]).default(''),
});

/** What a model server reads of a request to the Responses endpoint; other fields are ignored. */
export const ResponsesRequest = z.looseObject({
  model: z.string().default(''),
  input: z.union([z.string(), z.array(Item)]),
  instructions: z.string().nullish(),
  max_output_tokens: z.number().int().nonnegative().nullish(),
  stream: z.boolean().nullish(),
});

export function responsesGeneration(request: z.infer<typeof ResponsesRequest>): Generation {
  const items = typeof request.input === 'string' ? [{ role: 'user', content: request.input }] : request.input;
  const texts = items.map(({ content }) =>
    typeof content === 'string' ? content : content.map(({ text }) => text).join(''),
  );
  const lastUser = items.findLastIndex(({ role }) => role === 'user');
  return {
    kind: 'chat',
    model: request.model,
    prompt: [request.instructions ?? '', ...texts].join(' '),
    lastUserText: texts[lastUser] ?? '',
    messages: items.length,
    maxTokens: request.max_output_tokens ?? undefined,
    stops: [],
    seed: 0,
    choices: 1,
    tools: [],
    stream: request.stream ?? false,
    includeUsage: true,
  };
}

type Status = 'in_progress' | 'completed' | 'incomplete';

/** One answer of the Responses endpoint, in vLLM's shape. */
function response(generation: Generation, { said: [said], usage }: Generated, { responses }: ModelBehaviour) {
  const ids = { response: `resp_${randomUUID()}`, message: `msg_${randomUUID()}` };
  // Simplified: here thoughts stand in the text, whether the server tells them apart in a chat or not.
  const tokens = [...(said?.thoughts?.tokens ?? []), ...(said?.tokens ?? [])];
  const isCut = said?.finishReason === 'length';
  const created = Math.floor(Date.now() / 1000);
  const counted = {
    input_tokens: usage.prompt_tokens,
    output_tokens: usage.completion_tokens,
    total_tokens: usage.total_tokens,
  };
  const part = (text: string): object => ({ type: 'output_text', text, annotations: [] });
  const message = (status: Status, text?: string): object => ({
    id: ids.message,
    type: 'message',
    role: 'assistant',
    status,
    content: text === undefined ? [] : [part(text)],
  });
  const object = (status: Status, text?: string): object => ({
    ...(responses === 'bare' ? {} : { id: ids.response, object: 'response' }),
    created_at: created,
    model: generation.model,
    status,
    incomplete_details: status === 'incomplete' ? { reason: 'max_output_tokens' } : null,
    output: text === undefined ? [] : [message('completed', text)],
    usage: text === undefined || responses === 'no-usage' ? null : counted,
  });
  const whole = tokens.join('');
  const end: Status = isCut ? 'incomplete' : 'completed';
  return { ids, tokens, whole, end, part, message, object };
}

export function responsesObject(generation: Generation, generated: Generated, behaviour: ModelBehaviour): object {
  const { object, end, whole } = response(generation, generated, behaviour);
  return object(end, whole);
}

/** The named events of a streamed answer, one frame each: there is no `[DONE]`. */
export function responsesFrames(generation: Generation, generated: Generated, behaviour: ModelBehaviour): string[] {
  const { ids, tokens, whole, end, part, message, object } = response(generation, generated, behaviour);
  const told = behaviour.responses === 'other-text' ? whole.toUpperCase() : whole;
  const at = { item_id: ids.message, output_index: 0, content_index: 0 };
  const events: ({ type: string } & Record<string, unknown>)[] = [
    { type: 'response.created', response: object('in_progress') },
    { type: 'response.in_progress', response: object('in_progress') },
    { type: 'response.output_item.added', output_index: 0, item: message('in_progress') },
    { type: 'response.content_part.added', ...at, part: part('') },
    ...tokens.map((delta) => ({ type: 'response.output_text.delta', ...at, delta })),
    { type: 'response.output_text.done', ...at, text: told },
    { type: 'response.content_part.done', ...at, part: part(told) },
    { type: 'response.output_item.done', output_index: 0, item: message('completed', told) },
    ...(behaviour.responses === 'not-completed' ? [] : [{ type: `response.${end}`, response: object(end, told) }]),
  ];
  return events.map((event, sequence) => textFrames(event.type, { ...event, sequence_number: sequence }));
}
