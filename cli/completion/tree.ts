import type { Command, Option } from 'commander';

/** What may stand behind an option. */
export type Value = { kind: 'none' } | { kind: 'words'; words: readonly string[] } | { kind: 'file' } | { kind: 'any' };

export interface CompletedOption {
  /** `--phase`, `-o`: as they are written. */
  names: readonly string[];
  description: string;
  value: Value;
  /** Takes several values, one after the other. */
  variadic: boolean;
}

/** A command with what may follow it. */
export interface CompletedCommand {
  /** `load merge`; empty for the program itself. */
  path: string;
  description: string;
  subcommands: readonly CompletedCommand[];
  options: readonly CompletedOption[];
  /** Its arguments: words to choose from, or files. */
  values: Value;
}

const FILE = /^(file|files|folder|folders|verdict|profile|.*-(file|folder))$/i;

const placeholderOf = (flags: string): string | undefined => /[<[]([^\]>.]+)(\.\.\.)?[\]>]/.exec(flags)?.[1];

function takenBy(placeholder: string | undefined, choices: readonly string[] | undefined): Value {
  if (placeholder === undefined) return { kind: 'none' };
  if (choices !== undefined) return { kind: 'words', words: choices };
  return FILE.test(placeholder) ? { kind: 'file' } : { kind: 'any' };
}

/** @param known words that options take without declaring them, by the long name: they are many, or read from folders */
export function completionTree(
  command: Command,
  known: Readonly<Record<string, readonly string[]>>,
  parents: readonly string[] = [],
): CompletedCommand {
  const option = (one: Option): CompletedOption => ({
    names: [one.short, one.long].filter((name) => name !== undefined),
    description: one.description,
    value: takenBy(placeholderOf(one.flags), one.argChoices ?? known[one.name()]),
    variadic: one.variadic,
  });
  const help = command.createHelp();
  const [argument] = command.registeredArguments;
  return {
    path: parents.join(' '),
    description: command.summary() || command.description(),
    subcommands: help.visibleCommands(command).map((child) => completionTree(child, known, [...parents, child.name()])),
    options: help.visibleOptions(command).map(option),
    values: takenBy(argument?.name(), argument?.argChoices ?? known[argument?.name() ?? '']),
  };
}

/** The command and all below it. */
export const withSubcommands = (command: CompletedCommand): CompletedCommand[] => [
  command,
  ...command.subcommands.flatMap(withSubcommands),
];

export const wordsOf = ({ subcommands }: CompletedCommand): string[] =>
  subcommands.map(({ path }) => path.split(' ').at(-1) ?? path);
