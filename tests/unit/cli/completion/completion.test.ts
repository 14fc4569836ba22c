import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Argument, Command, Option } from 'commander';
import { execaSync } from 'execa';
import { expect, test } from 'vitest';
import { bashCompletion } from '../../../../cli/completion/bash.ts';
import { fishCompletion } from '../../../../cli/completion/fish.ts';
import { completionTree } from '../../../../cli/completion/tree.ts';
import { zshCompletion } from '../../../../cli/completion/zsh.ts';

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

const there = (shell: string): boolean => !execaSync(shell, ['-c', 'true'], { reject: false }).failed;

/** Gives a script to somebody as a file. */
function withFile<T>(text: string, use: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'maas-verify-completion-'));
  try {
    const file = join(folder, 'completion');
    writeFileSync(file, text);
    return use(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test.skipIf(!there('fish'))('a real fish completes commands, options and their values', () => {
  withFile(fishCompletion(tree()), (file) => {
    const offers = (line: string): string[] => {
      const { stdout } = execaSync('fish', ['--no-config', '-c', 'source $argv[1]; complete -C $argv[2]', file, line]);
      return stdout
        .split('\n')
        .map((one) => one.split('\t')[0] ?? '')
        .filter((one) => one !== '');
    };
    expect(offers('maas-verify ')).toEqual(['completion', 'help', 'load', 'run']);
    expect(offers('maas-verify run --st')).toEqual(['--strict']);
    expect(offers('maas-verify run --format ')).toEqual(['console', 'json']);
    expect(offers('maas-verify run --check l')).toEqual(['limits.exact']);
    expect(offers('maas-verify load s')).toEqual(['smoke', 'soak']);
    expect(offers('maas-verify load merge --o')).toEqual(['--out']);
  });
});

/** A zsh at a terminal that gets the line and a tabulator; prints what stands on the line then. */
const AT_A_TERMINAL = `
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "stty -echo; PS1=''; source \${(q)1}; shown() { print -r -- LINE=\\$BUFFER,end }; zle -N shown; bindkey '^Y' shown; print READY"
while zpty -r shell said; do [[ $said == READY* ]] && break; done
zpty -n -w shell "$2"$'\t\\C-Y'
zpty -r -m shell said '*LINE=*,end*'
print -r -- "$said"
zpty -d shell`;

test.skipIf(!there('zsh'))('a real zsh completes commands, options and their values', () => {
  withFile(zshCompletion(tree()), (file) => {
    for (const [line, completed] of [
      ['maas-verify r', 'maas-verify run'],
      ['maas-verify run --st', 'maas-verify run --strict'],
      ['maas-verify run --check l', 'maas-verify run --check limits.exact'],
      ['maas-verify load sm', 'maas-verify load smoke'],
    ] as const) {
      const { stdout } = execaSync('zsh', ['-f', '-c', AT_A_TERMINAL, 'zsh', file, line], { timeout: 10_000 });
      expect(stdout, line).toContain(`LINE=${completed},end`);
    }
  });
});
