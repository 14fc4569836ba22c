import type { Config } from '../platform/config.ts';
import type { ExpectedFailure } from '../reports/expected-failures.ts';
import type { HistoryPlace } from './history/store.ts';
import type { SandboxRequest } from './sandbox-target.ts';
import type { KnownCheck } from './selection.ts';

/** A run as it was asked for, checked: nothing in it is a mistake of the call any more. */
export interface RunRequest {
  config: Config;
  sandbox?: SandboxRequest;
  /** Ids of all checks there are. */
  known: ReadonlySet<string>;
  selected: KnownCheck[];
  expectedFailures: ExpectedFailure[];
  /** The command line, for the verdict. */
  command: string;
  /** The command that runs only some checks again. */
  rerun: (checks: readonly { id: string; phase: string }[]) => string;
  colour: boolean;
  /** Where the run is kept, to be compared with others. */
  history?: HistoryPlace;
  /** Results for Allure are wanted beside the verdict. */
  allure?: boolean;
}
