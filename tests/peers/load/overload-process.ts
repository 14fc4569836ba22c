import { createInterface } from 'node:readline';
import { z } from 'zod';
import { replay } from '../../../load/engine/replay.ts';
import { clientStateOf, dueAlone } from '../../../load/measures/client-state.ts';
import type { Plan } from '../../../load/plan/plan.ts';
import type { Sample, WatchRecord } from '../../../load/samples/sample.ts';
import { streamsPlan } from '../bench/load-plans.ts';
import { idOf } from './clients.ts';
import { DISTURBANCES, disturb } from './disturbances.ts';

/**
 * A client that is disturbed on purpose: plays one case for each line of its standard input, and answers each with a line,
 * what it saw of the streams and what it said of itself.
 */
const Case = z.object({
  baseUrl: z.string(),
  kind: z.enum(DISTURBANCES),
  strength: z.number(),
  streams: z.int().positive(),
  tokens: z.int().positive(),
});

async function playedBy(plan: Plan, baseUrl: string): Promise<{ samples: Sample[]; watch: WatchRecord[] }> {
  const samples: Sample[] = [];
  const watch: WatchRecord[] = [];
  const own = replay({
    plan,
    target: { baseUrl, model: 'timed', insecureSkipTlsVerify: false, tokens: {} },
    worker: 0,
    onSample: (sample) => samples.push(sample),
    onWatch: (record) => watch.push(record),
  });
  await own.prepare();
  const start = performance.now();
  await own.play(() => performance.now() - start);
  await own.close();
  return { samples, watch };
}

for await (const line of createInterface({ input: process.stdin })) {
  const { baseUrl, kind, strength, streams, tokens } = Case.parse(JSON.parse(line));
  const plan = streamsPlan(streams, 1, tokens);
  const calm = disturb(kind, strength);
  const { samples, watch } = await playedBy(plan, baseUrl);
  calm();
  const seen = samples.map(({ i, sentMs = 0, firstTokenMs = 0, gapsMs = [] }) => ({
    id: idOf(plan, i),
    ttftMs: firstTokenMs - sentMs,
    gapsMs,
  }));
  const { verdict, reasons } = clientStateOf(dueAlone(plan, samples), watch);
  console.log(JSON.stringify({ seen, verdict, reasons }));
}
