import type { RawCluster } from '../../platform/cluster/raw/raw-cluster.ts';
import type { Staging } from '../archive/staging.ts';
import type { ManifestItem } from '../manifest/manifest.ts';
import type { Redactor } from '../redaction/redactor.ts';

/** How much is collected at most. */
interface Bounds {
  /** Of all files together, before packing. */
  bytes: number;
  /** Logs of the last so many seconds. */
  sinceSeconds?: number;
}

/** What every collector works with. */
export interface Collecting {
  raw: RawCluster;
  staging: Staging;
  /** First parts of every path. */
  root: readonly string[];
  redactor: Redactor;
  bounds: Bounds;
  /** Ends everything: the deadline of the whole, or the user. */
  signal: AbortSignal;
  record(item: ManifestItem): void;
}
