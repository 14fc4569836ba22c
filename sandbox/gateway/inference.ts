import type { ReportedUsage } from '../limiter/call.ts';
import type { Limiter } from '../limiter/limiter.ts';
import type { World } from '../world.ts';
import { type AdmissionParts, admission } from './admission.ts';
import type { Call } from './call.ts';
import { limitedCallOf } from './limited-call.ts';
import { limited, local } from './replies.ts';
import { type Destination, toModel } from './to-model.ts';
import { metered } from './usage.ts';

export interface InferenceParts extends AdmissionParts {
  limiter: Limiter;
}

/** Ends the connection instead of answering. */
export class Disconnect extends Error {
  override name = 'Disconnect';
}

/** Answers a call for inference; `counted: false` leaves the limiter out. Throws a Disconnect. */
export type Inference = (call: Call, destination: Destination, options?: { counted?: boolean }) => Promise<Response>;

/** Authentication, access review, limits, the model, and the report of its tokens, in the order of the gateway's filters. */
export function inference(world: World, parts: InferenceParts): Inference {
  const { gateway: behaviour } = world.behaviour;
  const { limiter } = parts;
  const admit = admission(world, parts);
  return async (call, destination, { counted = true } = {}) => {
    const passed = await admit(call, destination);
    if (passed instanceof Response) return passed;
    const limitedCall = limitedCallOf(world, call, passed.identity, destination.model);
    const decision = counted ? await limiter.admit(limitedCall) : 'admitted';
    if (decision === 'error') return local(500);
    if (decision === 'limited') {
      if (behaviour.limitedButForwarded) await toModel(world, call, destination);
      if (behaviour.limitedCutsConnection) throw new Disconnect();
      return limited(world);
    }
    if (behaviour.hangsOnInference && call.method === 'POST') return new Promise<Response>(() => undefined);
    const response = await toModel(world, call, destination);
    if (!counted) return response;
    const report = (usage: ReportedUsage | undefined, streamed: boolean): void =>
      limiter.report(limitedCall, usage, streamed);
    return metered(response, report, { readsOn: !world.behaviour.limiter.ignoresAbortedStreams });
  };
}
