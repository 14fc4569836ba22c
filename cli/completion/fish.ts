import { type CompletedCommand, type CompletedOption, type Value, withSubcommands, wordsOf } from './tree.ts';

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function valueFlags(value: Value): string {
  switch (value.kind) {
    case 'none':
      return '';
    case 'words':
      return ` -x -a ${quoted(value.words.join(' '))}`;
    case 'file':
      return ' -r -F';
    case 'any':
      return ' -x';
  }
}

/** True where the words so far name this command and none below it. */
function condition(command: CompletedCommand): string {
  const seen = command.path.split(' ').filter((word) => word !== '');
  const own = seen.map((word) => `__fish_seen_subcommand_from ${word}`);
  const below = wordsOf(command);
  const none = below.length === 0 ? [] : [`not __fish_seen_subcommand_from ${below.join(' ')}`];
  return quoted([...own, ...none].join('; and '));
}

function optionLine(when: string, { names, description, value }: CompletedOption): string {
  const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  return `complete -c maas-verify -n ${when} ${flags.join(' ')}${valueFlags(value)} -d ${quoted(description)}`;
}

function commandLines(command: CompletedCommand): string[] {
  const when = condition(command);
  const names = wordsOf(command);
  return [
    ...command.subcommands.map(
      ({ description }, at) => `complete -c maas-verify -n ${when} -f -a ${names[at]} -d ${quoted(description)}`,
    ),
    ...(command.values.kind === 'none' ? [] : [`complete -c maas-verify -n ${when}${valueFlags(command.values)}`]),
    ...command.options.map((option) => optionLine(when, option)),
  ];
}

/** The lines of a completion for fish. */
export function fishCompletion(root: CompletedCommand): string {
  const lines = withSubcommands(root).flatMap(commandLines);
  return ['# fish completion for maas-verify', 'complete -c maas-verify -f', ...lines, ''].join('\n');
}
