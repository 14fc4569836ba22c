import { InvalidArgumentError } from 'commander';
import { resolveConfig } from '../../platform/config.ts';
import { durationSeconds } from '../../platform/duration.ts';
import { demandFaults, demandOwnTarget, installationNamed } from '../sandbox-target.ts';
import { readIdentities } from '../target/identities-file.ts';
import { demandCa, demandCluster } from '../target/preflight.ts';
import { UsageError } from '../usage-error.ts';
import { bundleFile } from './place.ts';
import type { DiagnoseRequest } from './request.ts';
import { judgedChecks, scopeOf } from './scope.ts';
import { verdictAt } from './verdict-file.ts';

/** What the command line says, as commander parsed it. */
export interface Flags {
  sandbox?: true | string;
  fault?: string[];
  verdict?: string;
  phase?: string[];
  check?: string[];
  since?: string;
  maxSize: number;
  timeout: string;
  maskHosts?: true;
  dryRun?: true;
  out?: string;
  config?: string;
  kubeconfig?: string;
  context?: string;
  gatewayUrl?: string;
  prometheusUrl?: string;
  identities?: string;
  ca?: string;
}

const SIZE = /^(\d+)(KB|MB|GB)$/i;
const UNITS: Readonly<Record<string, number>> = { KB: 10 ** 3, MB: 10 ** 6, GB: 10 ** 9 };

/** Bytes. Throws InvalidArgumentError. */
export function sizeText(text: string): number {
  const [, count, unit = ''] = SIZE.exec(text) ?? [];
  const bytes = Number(count) * (UNITS[unit.toUpperCase()] ?? Number.NaN);
  if (Number.isSafeInteger(bytes) && bytes > 0) return bytes;
  throw new InvalidArgumentError('expected a size such as 200MB.');
}

/** The text itself, where it is a duration. Throws InvalidArgumentError. */
export function durationText(text: string): string {
  if (durationSeconds(text) > 0) return text;
  throw new InvalidArgumentError('expected a duration such as 1h or 90s.');
}

/** Checks all that was asked for, so that a mistake is told before anything starts. Throws UsageError or ConfigError. */
export function diagnoseRequest(flags: Flags): DiagnoseRequest {
  const {
    sandbox,
    fault = [],
    verdict: verdictFile,
    phase,
    check,
    since,
    maxSize,
    timeout,
    maskHosts,
    dryRun,
    out,
    config: file,
    ...rest
  } = flags;
  if (sandbox === undefined && fault.length > 0) throw new UsageError('--fault is for the sandbox: give --sandbox too');
  if (sandbox !== undefined) demandOwnTarget(flags);
  demandFaults(fault);
  if (verdictFile !== undefined && (phase !== undefined || check !== undefined))
    throw new UsageError('--verdict says by itself which checks it is about: give it without --phase and --check');
  const config = resolveConfig({
    flags: { ...rest, phases: phase, checks: check },
    environment: sandbox === undefined ? process.env : { ...process.env, KUBECONFIG: '' },
    file,
  });
  if (config.bundle !== undefined)
    throw new UsageError('a bundle has been collected already: "maas-verify run --bundle" judges it');
  if (sandbox === undefined) {
    demandCluster(config, 'to collect from');
    readIdentities(config.identities);
    demandCa(config.ca);
  }
  const verdict = verdictFile === undefined ? undefined : verdictAt(verdictFile);
  return {
    config,
    ...(sandbox !== undefined && {
      sandbox: { installation: installationNamed(sandbox === true ? 'guide' : sandbox), faults: fault },
    }),
    scope: (layout) => scopeOf({ layout, verdict, phases: phase ?? [], checks: check ?? [] }),
    ...(verdict !== undefined && { verdict }),
    judged: verdict === undefined ? judgedChecks(phase ?? [], check ?? []) : [],
    ...(since !== undefined && { since }),
    maxBytes: maxSize,
    timeoutMs: durationSeconds(timeout) * 1000,
    maskHosts: maskHosts === true,
    dryRun: dryRun === true,
    file: bundleFile(out, dryRun === true),
  };
}
