/** The metrics that queries may name, and their labels. */
export interface Vocabulary {
  /** false: it does not exist; undefined: not known, since other software exposes it. */
  has(metric: string): boolean | undefined;
  /** The labels that its series have or may have; undefined where that is not known. */
  labels(metric: string): ReadonlySet<string> | undefined;
  /** The existing name that is most like one that does not exist. */
  near(metric: string): string | undefined;
  /** Ends "does not exist" and "has no label": of what that is said, with a leading blank. */
  where: string;
}
