import { setTimeout as delay } from 'node:timers/promises';
import { Hono } from 'hono';
import type { z } from 'zod';
import type { World } from '../world.ts';
import { answerHead, answerObject } from './answer.ts';
import { healthyModel, type ModelBehaviour } from './behaviour.ts';
import { errorResponse, plain } from './errors.ts';
import { exchanges } from './exchange.ts';
import type { Generated, Mind, Software } from './generate.ts';
import { generate, promptTokens } from './generate.ts';
import type { ModelMetrics } from './metrics.ts';
import { modelMetrics } from './metrics.ts';
import type { Generation } from './requests.ts';
import { ChatRequest, CompletionRequest, chatGeneration, completionGeneration } from './requests.ts';
import { ResponsesRequest, responsesFrames, responsesGeneration, responsesObject } from './responses.ts';
import { eventStream, frameStream, pauses, streamEvents } from './stream.ts';
import { type Timing, wholeMs } from './timing.ts';
import { tokensOf } from './tokens.ts';

/** One model server. */
export interface ModelSpec extends Mind {
  /** Name of its InferenceService or LLMInferenceService. */
  resource: string;
  /** Name that requests and answers use. */
  servedName: string;
  software: Software;
  /** How many tokens its context holds. */
  contextTokens: number;
  /** Writes a line to its pod's log. */
  log(line: string): void;
  /** How long its tokens take; as short as can be seen when absent. */
  timing?: Timing;
}

export interface Model {
  /** Throws ClosedByModel where the server closes the connection instead of answering. */
  handle(request: Request): Promise<Response>;
}

/** The server has closed the connection. */
export class ClosedByModel extends Error {
  override name = 'ClosedByModel';
}

/** Most bytes of a body that the simulator reads: 3.9 MiB passed and 4.1 MiB did not (measured). vLLM has no such bound. */
const LARGEST_OF_SIMULATOR = 4 * 1024 * 1024;

/** How this one behaves: as the switches say, unless they are another model's alone. */
const behaviourOf = ({ behaviour }: World, { resource }: Pick<ModelSpec, 'resource'>): ModelBehaviour =>
  behaviour.onlyModel === undefined || behaviour.onlyModel === resource ? behaviour.model : HEALTHY;
const HEALTHY = healthyModel();

const INTERNAL = { status: 500, message: 'internal server error', type: 'InternalServerError' } as const;

/** A model server with OpenAI's chat, completions and models: vLLM, or llm-d's simulator v0.5.1. */
export function model(world: World, spec: ModelSpec): Model {
  const behaviour = behaviourOf(world, spec);
  const metrics = modelMetrics(world, spec);
  const answer = answerer(world, spec, metrics, ({ generation, generated }) => {
    const head = answerHead(generation, behaviour);
    if (!generation.stream) return Response.json(answerObject(head, generated, behaviour));
    const { includeUsage } = generation;
    const events = streamEvents({ head, generated, includeUsage, software: spec.software }, behaviour);
    return eventStream(events, behaviour, spec.timing && pauses(events, spec.timing, behaviour));
  });
  const respond = answerer(world, spec, metrics, ({ generation, generated }) =>
    generation.stream
      ? frameStream(responsesFrames(generation, generated, behaviour), behaviour)
      : Response.json(responsesObject(generation, generated, behaviour)),
  );
  const app = new Hono();

  app.post('/v1/chat/completions', async (c) => {
    const parsed = await readBody(c.req.raw, world, spec, ChatRequest);
    if (parsed instanceof Response) return parsed;
    // The simulator reads tool_choice as text.
    if (spec.software === 'simulator' && typeof parsed.tool_choice === 'object' && parsed.tool_choice !== null)
      return malformed(world, spec, 'cannot unmarshal object into Go struct field tool_choice of type string');
    return answer(c.req.raw, chatGeneration({ ...parsed, messages: heard(parsed.messages, behaviour) }));
  });
  app.post('/v1/completions', async (c) => {
    if (behaviour.noCompletions) return c.notFound();
    const parsed = await readBody(c.req.raw, world, spec, CompletionRequest);
    return parsed instanceof Response ? parsed : answer(c.req.raw, completionGeneration(parsed));
  });
  app.post('/v1/responses', async (c) => {
    // The simulator has it from version 0.9 on.
    if (spec.software === 'simulator' || behaviour.responses === 'missing') return c.notFound();
    const parsed = await readBody(c.req.raw, world, spec, ResponsesRequest);
    return parsed instanceof Response ? parsed : respond(c.req.raw, responsesGeneration(parsed));
  });
  app.get('/v1/models', (c) => {
    const entry = modelEntry(spec.servedName);
    return c.json(behaviour.listsBare ? { models: [entry] } : { object: 'list', data: [entry] });
  });
  app.get('/health', (c) => c.body(null, 200));
  app.get('/ready', (c) => c.body(null, 200));
  app.notFound(() => errorResponse({ status: 404, message: 'not found', type: 'NotFoundError' }, behaviour));
  app.onError(() => errorResponse(INTERNAL, behaviour));
  return {
    async handle(request) {
      if (spec.software === 'simulator' && (await request.clone().arrayBuffer()).byteLength > LARGEST_OF_SIMULATOR)
        throw new ClosedByModel('the body is too large');
      const path = new URL(request.url).pathname;
      // Written before the answer: a request that hangs or is cut off has reached the model all the same.
      const line = `"${request.method} ${path}" model=${spec.servedName} request_id=${request.headers.get('x-request-id') ?? '-'}`;
      if (!behaviour.silentLog) spec.log(`${new Date().toISOString()} INFO received ${line}`);
      if (request.method === 'OPTIONS') return new Response(null, { status: 204 });
      return app.fetch(request);
    },
  };
}

/** The messages that reach the model. */
function heard(
  messages: z.infer<typeof ChatRequest>['messages'],
  { forgetsHistory, forgetsSystem }: ModelBehaviour,
): z.infer<typeof ChatRequest>['messages'] {
  if (forgetsHistory) return messages.slice(-1);
  return forgetsSystem ? messages.filter(({ role }) => role !== 'system') : messages;
}

/** The request with as much of its prompt as the context holds beside the answer. */
function cutToContext(generation: Generation, { contextTokens }: ModelSpec): Generation {
  const room = contextTokens - (generation.maxTokens ?? 0);
  if (room < 1 || promptTokens(generation) <= room) return generation;
  return { ...generation, prompt: tokensOf(generation.prompt).slice(0, room).join('') };
}

/** Answers one request that could be read. */
function answerer(
  world: World,
  spec: ModelSpec,
  metrics: ModelMetrics,
  written: (answer: { generation: Generation; generated: Generated }) => Response,
): (request: Request, generation: Generation) => Promise<Response> {
  const behaviour = behaviourOf(world, spec);
  const exchange = exchanges();
  const kept = new Map<string, Generated>();
  return async (request, asked) => {
    const generation = behaviour.beyondContext === 'cut' ? cutToContext(asked, spec) : asked;
    const refusal = refuse(world, spec, generation);
    if (refusal !== undefined) return refusal;
    const isLong = promptTokens(generation) + (generation.maxTokens ?? 0) > spec.contextTokens;
    if (behaviour.hangs || (isLong && behaviour.beyondContext === 'hangs'))
      return new Promise<Response>(() => undefined);
    if (behaviour.slowMs > 0) await delay(behaviour.slowMs);
    metrics.started();
    const key = JSON.stringify({ ...generation, stream: false });
    const own = (behaviour.repeatsAnswers ? kept.get(key) : undefined) ?? generate(generation, spec, behaviour);
    if (behaviour.repeatsAnswers) kept.set(key, own);
    const generated = behaviour.mixesUpAnswers ? await exchange(own) : own;
    record(spec, metrics, request, generated);
    if (behaviour.errorInside200 && generation.kind === 'chat') {
      return Response.json({ error: { message: 'engine is dead', type: 'InternalServerError', code: 500 } });
    }
    if (spec.timing !== undefined && !generation.stream && behaviour.ignoresLatency === undefined) {
      await delay(wholeMs(spec.timing, generated.usage.completion_tokens));
    }
    return written({ generation, generated });
  };
}

/** The entry of a model in OpenAI's list. */
function modelEntry(id: string): object {
  return { id, object: 'model', created: MODEL_CREATED, owned_by: 'vllm' };
}
const MODEL_CREATED = Math.floor(Date.now() / 1000);

function record(spec: ModelSpec, metrics: ModelMetrics, request: Request, generated: Generated): void {
  const { prompt_tokens, completion_tokens } = generated.usage;
  metrics.finished(generated.usage, generated.said[0]?.finishReason ?? 'stop');
  const id = request.headers.get('x-request-id') ?? '-';
  spec.log(
    `${new Date().toISOString()} INFO finished request_id=${id} prompt_tokens=${prompt_tokens} completion_tokens=${completion_tokens}`,
  );
}

/** Why a request gets no answer; undefined when it gets one. */
function refuse(world: World, spec: ModelSpec, generation: Generation): Response | undefined {
  const behaviour = behaviourOf(world, spec);
  if (generation.model !== spec.servedName && !behaviour.acceptsUnknownModel) {
    const message = `The model \`${generation.model}\` does not exist.`;
    return errorResponse({ status: 404, message, type: 'NotFoundError' }, behaviour);
  }
  if (generation.messages === 0 && behaviour.failsWithoutMessages) return errorResponse(INTERNAL, behaviour);
  if (generation.messages === 0 && spec.software === 'vllm') {
    return errorResponse({ status: 400, message: 'messages must not be empty', type: 'BadRequestError' }, behaviour);
  }
  if (generation.maxTokens !== undefined && generation.maxTokens < 1) {
    const message = 'Max completion tokens and max tokens should be positive';
    return errorResponse({ status: 400, message, type: 'BadRequestError' }, behaviour);
  }
  const wanted = promptTokens(generation) + (generation.maxTokens ?? 0);
  if (wanted <= spec.contextTokens || behaviour.beyondContext === 'hangs') return undefined;
  if (behaviour.beyondContext === 'fails') return errorResponse(INTERNAL, behaviour);
  const message = `This model's maximum context length is ${spec.contextTokens} tokens. However, you requested ${wanted} tokens.`;
  return errorResponse({ status: 400, message, type: 'BadRequestError' }, behaviour);
}

/** Reads a body in the shape of its kind of request, or answers why it cannot be read. */
async function readBody<T>(
  request: Request,
  world: World,
  spec: ModelSpec,
  shape: z.ZodType<T>,
): Promise<T | Response> {
  const text = await request.text();
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    if (!behaviourOf(world, spec).acceptsBadJson) return malformed(world, spec, 'the body is not valid JSON');
    body = { model: spec.servedName, messages: [{ role: 'user', content: 'hi' }] };
  }
  const parsed = shape.safeParse(body);
  return parsed.success ? parsed.data : malformed(world, spec, 'the body does not have the fields of such a request');
}

/** A body that cannot be read: an error object in vLLM, plain text in the simulator. */
function malformed(world: World, spec: ModelSpec, message: string): Response {
  const behaviour = behaviourOf(world, spec);
  if (behaviour.badJsonStatus >= 500) {
    return errorResponse(INTERNAL, behaviour);
  }
  if (spec.software === 'simulator' && behaviour.errorShape === 'openai') return plain(message, 400);
  return errorResponse({ status: 400, message, type: 'BadRequestError' }, behaviour);
}
