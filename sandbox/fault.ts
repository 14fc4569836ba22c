import type { InstallationName, World } from './world.ts';

/** A named way for the sandbox to be wrong. One file a fault, in `faults/`, named as the fault. */
export interface Fault {
  /** Kebab-case; equals the file's name. */
  name: string;
  /** One sentence: what is broken and how a real installation gets there (FM-nn where it has one). */
  breaks: string;
  /** Ids of the checks that must fail on it: the test of the test. */
  noticedBy: string[];
  /** Ids of checks that may fail or be inconclusive as a consequence; every other check must keep its healthy verdict. */
  alsoTouches?: string[];
  /** Where the fault can be made; both installations when absent. */
  installations?: InstallationName[];
  /** May be asynchronous (issuing a certificate is). */
  apply(world: World): void | Promise<void>;
}
