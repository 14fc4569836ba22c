/** A version of an operator that must not be used, whatever its status says. */
export interface KnownBadVersion {
  /** CSV names start with this and a dot. */
  csvPrefix: string;
  /** Semver range of the bad versions. */
  range: string;
  /** What goes wrong. */
  problem: string;
  /** What to install instead. */
  fixedIn: string;
  source: string;
}

export const KNOWN_BAD_VERSIONS: readonly KnownBadVersion[] = [
  {
    csvPrefix: 'rhcl-operator',
    range: '1.4.0',
    problem: 'inference is answered without a token, while every policy reports Enforced=True',
    fixedIn: '1.4.1',
    source: 'opendatahub-io/models-as-a-service#1248',
  },
  {
    csvPrefix: 'rhcl-operator',
    range: '1.4.0 || 1.4.1',
    problem: 'token limits never refuse (its wasm-shim drops list metadata), while every policy reports Enforced=True',
    fixedIn: '1.4.2',
    source: 'opendatahub-io/models-as-a-service#1386, Kuadrant/wasm-shim#312',
  },
];
