import { type Command, InvalidArgumentError, Option } from 'commander';
import { PHASES } from '../layouts/phases.ts';
import { resolveConfig } from '../platform/config.ts';
import { durationSeconds } from '../platform/duration.ts';
import { SANDBOX_NAMES } from '../sandbox/flavours.ts';
import { bundleFile } from './diagnose/place.ts';
import type { DiagnoseRequest } from './diagnose/request.ts';
import { scopeOf } from './diagnose/scope.ts';
import { verdictAt } from './diagnose/verdict-file.ts';
import { demandFaults, installationNamed } from './sandbox-target.ts';
import { readIdentities } from './target/identities-file.ts';
import { demandCa, demandTarget } from './target/preflight.ts';
import { monitoringOptions, targetOptions } from './target/target-options.ts';
import { UsageError } from './usage-error.ts';

const EXAMPLES = `
Examples:
  maas-verify diagnose                                      everything, of the cluster of your kubeconfig
  maas-verify diagnose --verdict maas-verify-out/verdict.json
                                                            what explains the failed and untested checks of a run
  maas-verify diagnose --phase limits --since 30m           what a phase is about, with the last half hour of logs
  maas-verify diagnose --dry-run                            what would be read; nothing is, but what types there are
  maas-verify diagnose --sandbox --fault limiter-down       see what it finds

Secrets are never read, and what looks like one is replaced by a placeholder: [redacted:jwt:1] is the same token wherever
it stands. The archive is read once more, byte by byte, before it gets its name; where a secret is left, none is written.
It is in must-gather layout: "maas-verify run --bundle FILE" judges it as it would the cluster, as far as objects tell.

Exit codes: 0 the bundle is written; 2 bad call; 3 none could be written, and why; 130 interrupted: what had been
collected until then is written.`;

const COMPARE_EXAMPLES = `
Examples:
  maas-verify diagnose compare monday.tar.gz tuesday.tar.gz         what changed between two bundles
  maas-verify diagnose compare before.tar.gz after.tar.gz --json    for a script

What one of the bundles does not hold is listed as not compared, never as gone.`;

interface Flags {
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

const OWN_TARGET = ['kubeconfig', 'context', 'gatewayUrl', 'prometheusUrl', 'identities', 'ca'] as const;

const SIZE = /^(\d+)(KB|MB|GB)$/i;
const UNITS: Readonly<Record<string, number>> = { KB: 10 ** 3, MB: 10 ** 6, GB: 10 ** 9 };
const DEFAULT_SIZE = '200MB';
const DEFAULT_TIMEOUT = '5m';

function sizeText(text: string): number {
  const [, count, unit = ''] = SIZE.exec(text) ?? [];
  const bytes = Number(count) * (UNITS[unit.toUpperCase()] ?? Number.NaN);
  if (Number.isSafeInteger(bytes) && bytes > 0) return bytes;
  throw new InvalidArgumentError('expected a size such as 200MB.');
}

function durationText(text: string): string {
  if (durationSeconds(text) > 0) return text;
  throw new InvalidArgumentError('expected a duration such as 1h or 90s.');
}

/** Checks all that was asked for, so that a mistake is told before anything starts. Throws UsageError or ConfigError. */
function diagnoseRequest(flags: Flags): DiagnoseRequest {
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
  const other = sandbox === undefined ? undefined : OWN_TARGET.find((key) => flags[key] !== undefined);
  if (other !== undefined) throw new UsageError(`--sandbox brings its own ${other}: give one of the two`);
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
    if (config.kubeconfig === undefined && config.gatewayUrl !== undefined)
      throw new UsageError('there is no cluster to collect from: give --kubeconfig');
    demandTarget(config);
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
    ...(since !== undefined && { since }),
    maxBytes: maxSize,
    timeoutMs: durationSeconds(timeout) * 1000,
    maskHosts: maskHosts === true,
    dryRun: dryRun === true,
    file: bundleFile(out, dryRun === true),
  };
}

/** Declares `maas-verify diagnose`. */
export function diagnoseCommand(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command('diagnose')
    .summary('collect what explains a failure into one safe file')
    .description(
      'Collects objects, logs, metrics and probes of an installation into one archive without secrets, and names likely causes.',
    )
    .option(
      '--sandbox [installation]',
      `diagnose the embedded sandbox (${SANDBOX_NAMES.join(', ')}; guide when not named)`,
    )
    .option('--fault <name...>', 'make the sandbox wrong in a named way');
  monitoringOptions(targetOptions(command))
    .option('--identities <file>', 'callers, YAML or JSON: one of them sends a request that is followed')
    .option('--verdict <file>', 'collect for the failed and untested checks of this verdict.json')
    .addOption(new Option('--phase <name...>', 'collect for these phases').choices(PHASES.map(({ name }) => name)))
    .option('--check <id...>', 'collect for these checks')
    .option('--since <duration>', 'logs of the last so much time only (1h)', durationText)
    .addOption(
      new Option('--max-size <size>', 'of all that is collected, before it is packed')
        .argParser(sizeText)
        .default(sizeText(DEFAULT_SIZE), DEFAULT_SIZE),
    )
    .option('--timeout <duration>', 'then what is collected is written', durationText, DEFAULT_TIMEOUT)
    .option('--mask-hosts', 'mask the cluster’s host names, and all addresses')
    .option('--dry-run', 'only say what would be read')
    .option('--config <file>', 'configuration file (./maas-verify.yaml when there is one)')
    .option('--out <file>', 'the archive (maas-verify-out/diagnosis-TIME.tar.gz when not named)')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: Flags) => {
      const request = diagnoseRequest(flags);
      // Loaded only now: all other commands start without it.
      const { diagnose } = await import('./diagnose/diagnose.ts');
      done(await diagnose(request));
    });
  command
    .command('compare <before> <after>')
    .description('Tells what differs between two bundles: objects, conditions, limits, likely causes.')
    .option('--json', 'as JSON')
    .addHelpText('after', COMPARE_EXAMPLES)
    .action(async (before: string, after: string, { json }: { json?: true }) => {
      const { compare } = await import('./diagnose/compare.ts');
      await compare(before, after, json === true);
      done(0);
    });
}
