import { z } from 'zod';

const Content = z.union([
  z.string(),
  z.null(),
  z.array(z.looseObject({ type: z.string().optional(), text: z.string().optional() })),
]);

/** What the simulator reads of an OpenAI request; other fields are ignored. */
const Common = {
  model: z.string().default(''),
  max_tokens: z.number().int().nonnegative().nullish(),
  max_completion_tokens: z.number().int().nonnegative().nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  seed: z.number().nullish(),
};

export const ChatRequest = z.looseObject({
  ...Common,
  messages: z.array(z.looseObject({ role: z.string().default('user'), content: Content.default('') })).default([]),
});
export const CompletionRequest = z.looseObject({
  ...Common,
  prompt: z.union([z.string(), z.array(z.string())]).default(''),
});

/** One request, chat or completion, reduced to what an answer depends on. */
export interface Generation {
  kind: 'chat' | 'completion';
  model: string;
  /** All text that counts as prompt. */
  prompt: string;
  /** The text that echo mode gives back: the last user message, or the prompt. */
  lastUserText: string;
  messages: number;
  maxTokens?: number;
  stops: string[];
  seed: number;
  stream: boolean;
  includeUsage: boolean;
}

const textOf = (content: z.infer<typeof Content>): string =>
  typeof content === 'string' ? content : (content ?? []).map(({ text }) => text ?? '').join('');

type Shared = Pick<
  z.infer<typeof ChatRequest>,
  'model' | 'max_tokens' | 'max_completion_tokens' | 'stream' | 'stream_options' | 'stop' | 'seed'
>;

const shared = (request: Shared) => ({
  model: request.model,
  maxTokens: request.max_completion_tokens ?? request.max_tokens ?? undefined,
  stops: [request.stop ?? []].flat(),
  seed: request.seed ?? 0,
  stream: request.stream ?? false,
  includeUsage: request.stream_options?.include_usage ?? false,
});

export function chatGeneration(request: z.infer<typeof ChatRequest>): Generation {
  const texts = request.messages.map(({ content }) => textOf(content));
  const lastUser = request.messages.findLastIndex(({ role }) => role === 'user');
  return {
    ...shared(request),
    kind: 'chat',
    prompt: texts.join(' '),
    lastUserText: texts[lastUser] ?? '',
    messages: request.messages.length,
  };
}

export function completionGeneration(request: z.infer<typeof CompletionRequest>): Generation {
  const prompt = [request.prompt].flat().join(' ');
  return { ...shared(request), kind: 'completion', prompt, lastUserText: prompt, messages: 1 };
}
