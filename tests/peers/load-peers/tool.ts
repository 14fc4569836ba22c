import type { Seen } from './seen.ts';
import type { Workload } from './workload.ts';

/** One invocation of a tool. */
export interface Invocation {
  command: [file: string, ...parameters: string[]];
  environment: Record<string, string>;
}

/** A load generator for streams that can be compared with ours. */
export interface StreamingTool {
  name: string;
  /** The executable; undefined where this machine has none. */
  find(): string | undefined;
  /** @param folder where it may write whatever it needs; the results are read from there */
  invocation(executable: string, workload: Workload, folder: string): Promise<Invocation>;
  /** What its result files say of each request that succeeded. */
  seen(folder: string): Promise<Seen[]>;
}
