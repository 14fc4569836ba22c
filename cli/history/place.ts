import type { Config } from '../../platform/config.ts';
import { UsageError } from '../usage-error.ts';
import { demandHistory, type HistoryPlace } from './store.ts';
import { targetKey } from './target-key.ts';

/** Where a run is kept, ready to be written to; undefined where it is not asked for. Throws UsageError. */
export function historyPlace(config: Config, sandbox: { installation: string } | undefined): HistoryPlace | undefined {
  if (config.history === undefined) {
    if (config.targetName === undefined) return undefined;
    throw new UsageError('--target-name names a target in a history: give --history too');
  }
  const place = { folder: config.history, target: targetKey(config, sandbox, config.targetName) };
  demandHistory(place);
  return place;
}
