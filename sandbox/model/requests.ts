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
  n: z.number().int().positive().nullish(),
};

const TemplateArguments = z.looseObject({ enable_thinking: z.boolean().nullish() });

const Schema = z.record(z.string(), z.unknown());
const Tool = z.looseObject({ function: z.looseObject({ name: z.string(), parameters: Schema.optional() }) });
export type Tool = z.infer<typeof Tool>;

export const ChatRequest = z.looseObject({
  ...Common,
  tools: z.array(Tool).nullish(),
  chat_template_kwargs: TemplateArguments.nullish(),
  tool_choice: z
    .union([z.enum(['none', 'auto', 'required']), z.looseObject({ function: z.looseObject({ name: z.string() }) })])
    .nullish(),
  response_format: z
    .looseObject({ type: z.string(), json_schema: z.looseObject({ schema: Schema }).optional() })
    .nullish(),
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
  /** How many answers are asked for. */
  choices: number;
  tools: Tool[];
  /** Which tool must be called: none, any, or the one of that name; undefined leaves it to the model. */
  toolChoice?: 'none' | 'required' | { name: string };
  /** The JSON Schema that the answer must match; `{}` is any object. */
  answerSchema?: Record<string, unknown>;
  /** Whether the chat template is told to let the model think; undefined leaves it to the template. */
  thinks?: boolean;
  stream: boolean;
  includeUsage: boolean;
}

const textOf = (content: z.infer<typeof Content>): string =>
  typeof content === 'string' ? content : (content ?? []).map(({ text }) => text ?? '').join('');

type Shared = Pick<
  z.infer<typeof ChatRequest>,
  'model' | 'max_tokens' | 'max_completion_tokens' | 'stream' | 'stream_options' | 'stop' | 'seed' | 'n'
>;

const shared = (request: Shared) => ({
  model: request.model,
  maxTokens: request.max_completion_tokens ?? request.max_tokens ?? undefined,
  stops: [request.stop ?? []].flat(),
  seed: request.seed ?? 0,
  choices: request.n ?? 1,
  stream: request.stream ?? false,
  includeUsage: request.stream_options?.include_usage ?? false,
});

function toolChoice(choice: z.infer<typeof ChatRequest>['tool_choice']): Generation['toolChoice'] {
  if (choice === 'none' || choice === 'required') return choice;
  return choice == null || choice === 'auto' ? undefined : { name: choice.function.name };
}

function answerSchema(format: z.infer<typeof ChatRequest>['response_format']): Generation['answerSchema'] {
  if (format?.type === 'json_schema') return format.json_schema?.schema ?? {};
  return format?.type === 'json_object' ? {} : undefined;
}

export function chatGeneration(request: z.infer<typeof ChatRequest>): Generation {
  const texts = request.messages.map(({ content }) => textOf(content));
  const lastUser = request.messages.findLastIndex(({ role }) => role === 'user');
  return {
    ...shared(request),
    kind: 'chat',
    prompt: texts.join(' '),
    lastUserText: texts[lastUser] ?? '',
    messages: request.messages.length,
    tools: request.tools ?? [],
    toolChoice: toolChoice(request.tool_choice),
    answerSchema: answerSchema(request.response_format),
    thinks: request.chat_template_kwargs?.enable_thinking ?? undefined,
  };
}

export function completionGeneration(request: z.infer<typeof CompletionRequest>): Generation {
  const prompt = [request.prompt].flat().join(' ');
  return { ...shared(request), kind: 'completion', prompt, lastUserText: prompt, messages: 1, tools: [] };
}
