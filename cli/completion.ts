import { Argument, type Command } from 'commander';
import { faultNames } from '../sandbox/faults.ts';
import { SANDBOX_NAMES } from '../sandbox/flavours.ts';
import { bashCompletion } from './completion/bash.ts';
import { fishCompletion } from './completion/fish.ts';
import { type CompletedCommand, completionTree } from './completion/tree.ts';
import { zshCompletion } from './completion/zsh.ts';
import { shippedProfiles } from './load/shipped-profiles.ts';
import { knownChecks } from './selection.ts';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
type Shell = (typeof SHELLS)[number];

const EXAMPLES = `
Examples:
  source <(maas-verify completion bash)                                      in this shell; in ~/.bashrc for all
  maas-verify completion zsh > ~/.maas-verify.zsh                            and "source ~/.maas-verify.zsh" in ~/.zshrc
  maas-verify completion fish > ~/.config/fish/completions/maas-verify.fish`;

const SCRIPTS: Record<Shell, (tree: CompletedCommand) => string> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** Declares `maas-verify completion`. */
export function completionCommand(program: Command, done: (exitCode: number) => void): void {
  program
    .command('completion')
    .summary('print the completion for a shell')
    .description('Prints what makes a shell complete commands, options, phases, checks and faults.')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText('after', EXAMPLES)
    .action((shell: Shell) => {
      const known = {
        check: knownChecks().map(({ id }) => id),
        fault: faultNames(),
        sandbox: SANDBOX_NAMES,
        profile: shippedProfiles(),
      };
      process.stdout.write(SCRIPTS[shell](completionTree(program, known)));
      done(0);
    });
}
