import { Command, CommanderError } from 'commander';
import { ConfigError } from '../platform/config.ts';
import { redact } from '../platform/redact.ts';
import { catalogueCommand } from './catalogue.ts';
import { compareCommand } from './compare.ts';
import { completionCommand } from './completion.ts';
import { diagnoseCommand } from './diagnose.ts';
import { historyCommand } from './history.ts';
import { lintCommand } from './lint.ts';
import { loadCommand } from './load.ts';
import { reportCommand } from './report.ts';
import { runCommand } from './run.ts';
import { sandboxCommand } from './sandbox.ts';
import { sweepCommand } from './sweep.ts';
import { UsageError } from './usage-error.ts';
import { harnessVersion } from './version.ts';
import { versionCommand } from './versions.ts';

const BAD_CALL = 2;
/** Something broke in the harness itself: nothing was verified, which is not a verdict about the installation. */
const UNTESTED = 3;

const DESCRIPTION =
  'Verifies a Models-as-a-Service installation on OpenShift, and says honestly what it could not test.';
const EXAMPLES = `
Start here:
  maas-verify run --sandbox      verify the embedded installation: nothing else is needed
  maas-verify run                verify the cluster of your kubeconfig, read-only
  maas-verify help run           every option, with examples`;

function program(done: (exitCode: number) => void): Command {
  const root = new Command('maas-verify')
    .description(DESCRIPTION)
    .version(harnessVersion())
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    // A command inside of another one may have options of the same names (load, load merge).
    .enablePositionalOptions()
    // Commander's own error text may take two lines and comes with no name: it is printed below.
    .configureOutput({ outputError: () => undefined });
  for (const declare of [
    runCommand,
    sandboxCommand,
    catalogueCommand,
    loadCommand,
    diagnoseCommand,
    reportCommand,
    historyCommand,
    compareCommand,
    lintCommand,
    sweepCommand,
    completionCommand,
    versionCommand,
  ])
    declare(root, done);
  return root;
}

/** The error as one line for the user, and the exit code. */
function failure(error: unknown): { line: string; exitCode: number } {
  if (error instanceof CommanderError) {
    const text = error.message
      .replace(/^error: /, '')
      .replaceAll(/\s*\n\s*/g, ' ')
      .replace(/\.$/, '');
    return { line: `${text}; "maas-verify help" lists commands and options`, exitCode: BAD_CALL };
  }
  if (error instanceof UsageError || error instanceof ConfigError) return { line: error.message, exitCode: BAD_CALL };
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { line: `internal error, please report it: ${text}`, exitCode: UNTESTED };
}

/** Runs the command with these words, `process.argv`; answers its exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  try {
    await program((code) => {
      exitCode = code;
    }).parseAsync(argv);
    return exitCode;
  } catch (error) {
    // Help and version were asked for, and printed.
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const { line, exitCode: code } = failure(error);
    if (!(error instanceof CommanderError && error.code === 'commander.help')) {
      process.stderr.write(`maas-verify: ${redact(line)}\n`);
    }
    return code;
  }
}
