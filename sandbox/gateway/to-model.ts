import { setTimeout as delay } from 'node:timers/promises';
import { ClosedByModel } from '../model/model.ts';
import type { World } from '../world.ts';
import { type Call, forwarded } from './call.ts';
import { local } from './replies.ts';
import { rewritten } from './rewriting.ts';
import type { ServedModel } from './served-models.ts';

/** Where a call goes: the model, and the path that it knows. */
export interface Destination {
  model: ServedModel | undefined;
  path: string;
  /** true: the request names no model that is served; this one only says so, whoever may use it. */
  unnamed?: boolean;
}

/** Whether the gateway has somewhere to send a model's requests to. */
export const isServing = (world: World, { ready }: Pick<ServedModel, 'ready'>): boolean =>
  ready && !world.behaviour.model.down;

/** The model's answer, or the gateway's own where there is none. */
export async function toModel(world: World, call: Call, { model, path }: Destination): Promise<Response> {
  if (model === undefined) return local(404);
  if (!isServing(world, model)) return local(503, 'no healthy upstream');
  const response = await model.server.handle(forwarded(call, path)).catch((error: unknown) => {
    if (!(error instanceof ClosedByModel)) throw error;
    return local(503, 'upstream connect error or disconnect/reset before headers');
  });
  const passed = rewritten(response, world.behaviour.gateway);
  return world.behaviour.gateway.buffersAnswers ? buffered(passed) : passed;
}

/** How much longer a buffering gateway holds an answer back. */
const BUFFER_MS = 20;

async function buffered(response: Response): Promise<Response> {
  const whole = await response.arrayBuffer();
  await delay(BUFFER_MS);
  return new Response(whole.byteLength === 0 ? null : whole, { status: response.status, headers: response.headers });
}
