import { maasVerify, ourCommand, ourSamples } from './maas-verify.ts';
import type { RushTool } from './throughput.ts';

/** More than can be sent in a second: the time ends the phase, not the count. */
const MOST_PER_SECOND = 5_000;
const MS_PER_S = 1_000;

/** Our own command with whole answers. */
export const ourRush: RushTool = {
  name: maasVerify.name,
  find: maasVerify.find,
  async invocation(_, { origin, connections, seconds }, folder) {
    const workload = { origin, concurrency: connections, requests: MOST_PER_SECOND * seconds, tokens: 1 };
    return {
      command: await ourCommand({ workload, stream: false, duration: `${seconds}s` }, folder),
      environment: {},
    };
  },
  async rushed(_, folder) {
    const { samples, watch } = await ourSamples(folder);
    const answered = samples.filter(({ outcome }) => outcome === 'admitted').length;
    const began = samples.reduce((least, { pickedMs }) => Math.min(least, pickedMs), Number.POSITIVE_INFINITY);
    const ended = samples.reduce((most, { endMs }) => Math.max(most, endMs), 0);
    return {
      answered,
      failed: samples.length - answered,
      lastedMs: ended - began,
      // The plan and the report are made before and after: the others make none.
      sendingMs: watch.reduce((sum, { cpu }) => sum + cpu * MS_PER_S, 0),
    };
  },
};
