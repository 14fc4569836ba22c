import { type Command, Option } from 'commander';
import { PHASES } from '../layouts/phases.ts';
import { SANDBOX_NAMES } from '../sandbox/flavours.ts';
import { diagnoseRequest, durationText, type Flags, sizeText } from './diagnose/flags.ts';
import { monitoringOptions, targetOptions } from './target/target-options.ts';

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

const DEFAULT_SIZE = '200MB';
const DEFAULT_TIMEOUT = '5m';

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
