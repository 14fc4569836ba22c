import { readFileSync } from 'node:fs';
import OpenAI, { APIError } from 'openai';
import { Agent, fetch, type RequestInfo, type RequestInit } from 'undici';
import { QUESTION, type SdkResults, type SdkTarget, type Served } from './target.ts';

const messages: OpenAI.ChatCompletionMessageParam[] = [{ role: 'user', content: QUESTION }];
const WEATHER = {
  type: 'function',
  function: {
    name: 'weather',
    parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  },
} as const;
const CITY = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
};

/** An error as a user of the SDK tells it from others: its class, and the status. */
async function errorOf(asking: Promise<unknown>): Promise<unknown> {
  try {
    await asking;
    return 'no error';
  } catch (error) {
    return error instanceof APIError ? [error.constructor.name, error.status] : String(error);
  }
}

const usageOf = (usage: OpenAI.CompletionUsage | null | undefined): unknown =>
  usage ? [usage.prompt_tokens, usage.completion_tokens, usage.total_tokens] : null;

/** What comes out of a stream: who speaks, the text, why it ends, what was used. */
async function streamed(stream: AsyncIterable<OpenAI.ChatCompletionChunk>): Promise<unknown> {
  const chunks: OpenAI.ChatCompletionChunk[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  const choices = chunks.flatMap((chunk) => chunk.choices);
  return {
    roles: [...new Set(choices.flatMap(({ delta }) => delta.role ?? []))],
    text: choices.map(({ delta }) => delta.content ?? '').join(''),
    finish: choices.flatMap(({ finish_reason: finish }) => finish ?? []),
    usage: chunks.flatMap((chunk) => (chunk.usage ? [usageOf(chunk.usage)] : [])),
  };
}

/** Runs the script with the Node SDK. The same in Python: python_sdk.py. */
export async function withNodeSdk({ caFile, certain, limited }: SdkTarget): Promise<SdkResults> {
  const agent = new Agent({ connect: { ca: readFileSync(caFile, 'utf8') } });
  const verified = (input: RequestInfo, init?: RequestInit) => fetch(input, { ...init, dispatcher: agent });
  const clientOf = ({ baseUrl }: Served, apiKey: string): OpenAI =>
    new OpenAI({
      baseURL: baseUrl,
      apiKey,
      maxRetries: 0,
      // The two fetch types describe the same function of two versions of undici's declarations.
      fetch: verified as unknown as typeof globalThis.fetch,
    });
  try {
    const client = clientOf(certain, certain.apiKey);
    const { model } = certain;
    const asked = { model, messages, temperature: 0, max_tokens: 64 };
    const whole = await client.chat.completions.create(asked);
    const called = await client.chat.completions.create({ ...asked, tools: [WEATHER], tool_choice: 'required' });
    const formatted = await client.chat.completions.create({
      ...asked,
      response_format: { type: 'json_schema', json_schema: { name: 'city', strict: true, schema: CITY } },
    });
    const older = await client.completions.create({ model, prompt: QUESTION, temperature: 0, max_tokens: 4 });
    const results: SdkResults = {
      models: (await client.models.list()).data.map(({ id, object }) => [id, object]).sort(),
      chat: [
        whole.object,
        whole.choices.map(({ message, finish_reason: finish }) => [message.role, message.content, finish]),
        usageOf(whole.usage),
      ],
      stream: await streamed(await client.chat.completions.create({ ...asked, stream: true })),
      'stream with usage': await streamed(
        await client.chat.completions.create({ ...asked, stream: true, stream_options: { include_usage: true } }),
      ),
      tools: called.choices.map(({ message, finish_reason: finish }) => [
        finish,
        (message.tool_calls ?? []).map((call) =>
          call.type === 'function' ? [call.function.name, JSON.parse(call.function.arguments)] : call.type,
        ),
      ]),
      'structured output': formatted.choices.map(({ message }) => JSON.parse(message.content ?? 'null')),
      completion: [
        older.object,
        older.choices.map(({ text, finish_reason: finish }) => [text, finish]),
        usageOf(older.usage),
      ],
      'no such token': await errorOf(clientOf(certain, 'not-a-token').chat.completions.create(asked)),
      'no such model': await errorOf(client.chat.completions.create({ ...asked, model: 'no-such-model' })),
      'no messages': await errorOf(client.chat.completions.create({ ...asked, messages: [] })),
      'a negative length': await errorOf(client.chat.completions.create({ ...asked, max_tokens: -1 })),
    };
    const spender = clientOf(limited, limited.apiKey);
    const small = { model: limited.model, messages, max_tokens: 1 };
    const spent: unknown[] = [];
    for (let sent = 0; sent <= limited.requests; sent += 1)
      spent.push(await errorOf(spender.chat.completions.create(small)));
    return { ...results, 'one more than the limit': spent };
  } finally {
    await agent.close();
  }
}
