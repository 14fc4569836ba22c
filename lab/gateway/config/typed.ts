/** A part of Envoy's configuration, as its JSON has it. */
export interface Config {
  [field: string]: unknown;
}

/** The configuration of an extension: its message's type stands beside its fields. */
export const typed = (type: string, fields: Config = {}): Config => ({
  '@type': `type.googleapis.com/${type}`,
  ...fields,
});
