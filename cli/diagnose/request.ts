import type { Scope } from '../../diagnostics/collect/scope.ts';
import type { Config } from '../../platform/config.ts';
import type { Verdict } from '../../reports/verdict-schema.ts';
import type { SandboxRequest } from '../sandbox-target.ts';
import type { KnownCheck } from '../selection.ts';

/** A collection as it was asked for, checked. */
export interface DiagnoseRequest {
  config: Config;
  sandbox?: SandboxRequest;
  /** What to collect of an installation of a layout. */
  scope: (layout: string) => Scope;
  verdict?: Verdict;
  /** Without a verdict: the checks that are judged by what was collected. */
  judged: readonly KnownCheck[];
  /** As it was written: 1h. */
  since?: string;
  maxBytes: number;
  timeoutMs: number;
  maskHosts: boolean;
  dryRun: boolean;
  /** The archive. */
  file: string;
}
