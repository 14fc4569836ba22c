import { analyzeKept } from '../diagnostics/analyzers/analyze.ts';
import { withCauses } from '../diagnostics/analyzers/explaining.ts';
import { LAYOUTS } from '../layouts/layouts.ts';
import { keptCluster } from '../platform/cluster/kept.ts';
import { pause, WAITS } from '../platform/waits.ts';
import type { Verdict } from '../reports/verdict-schema.ts';
import { redacted } from './redacted.ts';

/**
 * A verdict whose failed checks name their causes, from what they observed and what the run has read anyway: nobody is asked.
 * Whatever goes wrong here, or takes too long, leaves the verdict as it is.
 * @param folder the private one of the run
 */
export async function explained(verdict: Verdict, folder: string): Promise<Verdict> {
  const layout = LAYOUTS.get(verdict.target.layout);
  if (layout === undefined) return verdict;
  const done = new AbortController();
  const tooLate = pause(WAITS.causes, done.signal).then(
    () => [],
    () => [],
  );
  try {
    const found = analyzeKept({ cluster: keptCluster(folder), layout, verdict });
    return redacted(withCauses(verdict, await Promise.race([found, tooLate])));
  } catch {
    return verdict;
  } finally {
    done.abort();
  }
}
