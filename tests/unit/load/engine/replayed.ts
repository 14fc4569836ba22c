import { replay } from '../../../../load/engine/replay.ts';
import type { Plan } from '../../../../load/plan/plan.ts';
import type { Sample, WatchRecord } from '../../../../load/samples/sample.ts';

/** Plays a plan on this thread: quicker than the engine, which compiles itself for each of its own. */
export async function replayed(
  plan: Plan,
  baseUrl: string,
  model: string,
  onWatch: (record: WatchRecord) => void = () => undefined,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  const target = { baseUrl, model, insecureSkipTlsVerify: false, tokens: {} };
  const own = replay({
    plan,
    target,
    worker: 0,
    onSample: (sample) => samples.push(sample),
    onWatch,
  });
  const start = performance.now();
  try {
    await own.prepare();
    await own.play(() => performance.now() - start);
  } finally {
    await own.close();
  }
  return samples;
}
