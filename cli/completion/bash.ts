import { type CompletedCommand, type CompletedOption, type Value, withSubcommands, wordsOf } from './tree.ts';

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** What answers the words of a value. */
function reply(value: Value, more: readonly string[] = []): string {
  const words = value.kind === 'words' ? [...more, ...value.words] : more;
  const files = value.kind === 'file' ? ' -f' : '';
  if (words.length === 0 && files === '') return 'COMPREPLY=()';
  const list = words.length === 0 ? '' : ` -W ${quoted(words.join('\n'))}`;
  return `COMPREPLY=($(compgen${files}${list} -- "$word"))`;
}

const pattern = (path: string, names: readonly string[]): string =>
  names.map((name) => quoted(`${path} ${name}`)).join('|');

function optionCase(path: string, { names, value }: CompletedOption): string[] {
  return value.kind === 'none' ? [] : [`    ${pattern(path, names)}) ${reply(value)}; return ;;`];
}

function commandCase(command: CompletedCommand): string {
  const options = command.options.flatMap(({ names }) => names);
  return `    ${quoted(command.path)})
      if [[ $word == -* ]]; then ${reply({ kind: 'words', words: options })}
      else ${reply(command.values, wordsOf(command))}; fi ;;`;
}

/** The lines of a completion for bash. Nothing in it is run by what is completed: words and files only. */
export function bashCompletion(root: CompletedCommand): string {
  const commands = withSubcommands(root);
  const below = commands.filter(({ path }) => path !== '');
  const variadic = commands.flatMap(({ path, options }) =>
    options.filter((option) => option.variadic).map(({ names }) => pattern(path, names)),
  );
  return `# bash completion for maas-verify: source <(maas-verify completion bash)
_maas_verify() {
  local word=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} command='' option='' index
  # Words are separated by lines: names of files may have spaces. No mapfile: the bash of macOS is of 2007.
  local IFS=$'\\n'
  for ((index = 1; index < COMP_CWORD; index++)); do
    if [[ \${COMP_WORDS[index]} == -* ]]; then option=\${COMP_WORDS[index]}; continue; fi
    case "$command \${COMP_WORDS[index]}" in
${below.map(({ path }) => `      ${quoted(path.includes(' ') ? path : ` ${path}`)}) command=${quoted(path)} option='' ;;`).join('\n')}
    esac
  done
  # Behind its first value an option is over, where it does not take several.
  if [[ $option != "$previous" ]]; then
    case "$command $option" in
      ${variadic.join('|')}) ;;
      *) option='' ;;
    esac
  fi
  if [[ $word != -* ]]; then case "$command $option" in
${commands.flatMap(({ path, options }) => options.flatMap((option) => optionCase(path, option))).join('\n')}
  esac; fi
  case "$command" in
${commands.map(commandCase).join('\n')}
  esac
}
complete -o filenames -o default -F _maas_verify maas-verify
`;
}
