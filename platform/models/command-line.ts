/** Words of a container's command line, those of a shell script inside it included. */
export const wordsOf = ({ command = [], args = [] }: { command?: string[]; args?: string[] }): string[] =>
  [...command, ...args].flatMap((part) => part.split(/[\s"'\\]+/)).filter((word) => word !== '');

/** The value of `--name value` or `--name=value`; of several the last one, as servers read them. */
export function argumentOf(words: readonly string[], name: string): string | undefined {
  const at = words.findLastIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  const word = words[at];
  if (word === undefined) return undefined;
  return word.includes('=') ? word.slice(word.indexOf('=') + 1) : words[at + 1];
}
