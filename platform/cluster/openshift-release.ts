import semver from 'semver';

/** Which OpenShift a cluster runs, by the history of its ClusterVersion. */
export interface Release {
  /** The version last installed completely; undefined where there never was one. */
  completed?: string;
  /** The version of an update that has begun and not ended. */
  partial?: string;
  isAtLeast(minimum: string): boolean;
  /** Whether it is in a semver range; a nightly or candidate counts by its number. */
  isIn(range: string): boolean;
}

/**
 * Reads a ClusterVersion's history, the newest entry first. `status.desired` says what is wanted, not what runs: only a
 * Completed entry counts.
 */
export function releaseReached(history: readonly { state: string; version: string }[]): Release {
  const completed = history.find(({ state }) => state === 'Completed')?.version;
  const newest = history[0];
  return {
    completed,
    partial: newest === undefined || newest.state === 'Completed' ? undefined : newest.version,
    isAtLeast: (minimum) => semver.valid(completed) !== null && semver.gte(completed ?? '', minimum),
    isIn: (range) => semver.satisfies(completed ?? '', range, { includePrerelease: true }),
  };
}
