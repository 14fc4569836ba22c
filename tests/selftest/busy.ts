import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Keeps every core of the machine busy until it is stopped. */
export function busyMachine(): { stop(): Promise<void> } {
  const workers = Array.from(
    { length: availableParallelism() },
    () => new Worker('for (let i = 0; ; i += 1) Math.sqrt(i);', { eval: true }),
  );
  return {
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}
