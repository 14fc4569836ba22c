/** One argument as a shell reads it back. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** How the user starts the command: through npm in a checkout, or by its name. */
export function programName(environment: NodeJS.ProcessEnv = process.env): string {
  return environment['npm_lifecycle_event'] === undefined ? 'maas-verify' : 'npx maas-verify';
}
