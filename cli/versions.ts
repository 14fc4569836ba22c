import { type Command, Option } from 'commander';

const EXAMPLES = `
Examples:
  maas-verify version                          for a bug report
  maas-verify version -o json | jq -r .harness

--version prints the one of maas-verify only.`;

/** Declares `maas-verify version`. */
export function versionCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command('version')
    .summary('print the versions of everything that matters')
    .description('Prints the versions of maas-verify, its libraries, the programs it calls, and the files it writes.')
    .addOption(new Option('-o, --format <format>', 'as what').choices(['console', 'json']).default('console'))
    .addHelpText('after', EXAMPLES)
    .action(async ({ format }: { format: 'console' | 'json' }) => {
      // Loaded only now: it knows of every part of the harness.
      const { versions, versionsText } = await import('./versions/versions.ts');
      const all = await versions();
      process.stdout.write(format === 'json' ? `${JSON.stringify(all, undefined, 2)}\n` : versionsText(all));
      done(0);
    });
}
