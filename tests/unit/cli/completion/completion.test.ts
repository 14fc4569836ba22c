import { Argument, Command, Option } from 'commander';
import { execaSync } from 'execa';
import { expect, test } from 'vitest';
import { bashCompletion } from '../../../../cli/completion/bash.ts';
import { fishCompletion } from '../../../../cli/completion/fish.ts';
import { completionTree } from '../../../../cli/completion/tree.ts';

function tree() {
  const program = new Command('maas-verify');
  program
    .command('run')
    .description('verify')
    .option('--strict', 'it’s strict')
    .option('--check <id...>', 'checks')
    .option('--kubeconfig <file>', 'a file')
    .option('--wait <duration>', 'a time')
    .addOption(new Option('-o, --format <format>', 'as what').choices(['console', 'json']))
    .addOption(new Option('--inner', 'not shown').hideHelp());
  const load = program.command('load').description('load').argument('[profile]').option('--slice <part>', 'part');
  load.command('merge').description('merge').argument('<folders...>').option('--out <folder>', 'folder');
  program
    .command('completion')
    .description('complete')
    .addArgument(new Argument('<shell>').choices(['bash', 'fish']));
  return completionTree(program, { check: ['limits.exact', 'auth.tls'], profile: ['smoke', 'soak'] });
}

/** What a real bash offers for the last of these words. */
function offered(...words: string[]): string[] {
  const script = `${bashCompletion(tree())}
COMP_WORDS=(maas-verify "$@"); COMP_CWORD=$#; _maas_verify; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = execaSync('bash', ['-u', '-c', script, 'bash', ...words], { cwd: import.meta.dirname });
  return stdout.split('\n').filter((line) => line !== '');
}

test.each<[string[], string[]]>([
  [[''], ['run', 'load', 'completion', 'help']],
  [['r'], ['run']],
  [['run', '--st'], ['--strict']],
  [['run', '--i'], []],
  [
    ['run', '--format', ''],
    ['console', 'json'],
  ],
  [['run', '-o', 'j'], ['json']],
  [['run', '--check', 'l'], ['limits.exact']],
  [['run', '--check', 'limits.exact', 'a'], ['auth.tls']],
  [['run', '--format', 'json', 'l'], []],
  [['run', '--wait', ''], []],
  [['run', '--kubeconfig', 'comp'], ['completion.test.ts']],
  [
    ['load', 's'],
    ['smoke', 'soak'],
  ],
  [['load', 'm'], ['merge']],
  [
    ['load', 'merge', '--'],
    ['--out', '--help'],
  ],
  [
    ['completion', ''],
    ['bash', 'fish'],
  ],
])('bash offers for %j: %j', (words, expected) => {
  expect(offered(...words)).toEqual(expected);
});

test('fish is told of commands, options and their values, quoted', () => {
  const lines = fishCompletion(tree()).split('\n');
  const run = `'__fish_seen_subcommand_from run'`;
  expect(lines).toContain(`complete -c maas-verify -n ${run} -l strict -d 'it’s strict'`);
  expect(lines).toContain(`complete -c maas-verify -n ${run} -s o -l format -x -a 'console json' -d 'as what'`);
  expect(lines).toContain(`complete -c maas-verify -n ${run} -l kubeconfig -r -F -d 'a file'`);
  expect(lines).toContain(
    `complete -c maas-verify -n '__fish_seen_subcommand_from load; and __fish_seen_subcommand_from merge' -l out -r -F -d 'folder'`,
  );
});
