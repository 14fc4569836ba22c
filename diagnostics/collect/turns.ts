import pLimit from 'p-limit';
import type { ManifestItem } from '../manifest/manifest.ts';

/** Does work a few at a time, and stops where nothing answers any more. */
export interface Turns {
  run(work: () => Promise<ManifestItem>, id: string): Promise<ManifestItem>;
}

/** So many things in a row that got no answer: the rest would get none either, each after its own deadline. */
const SILENT = 16;

/** @param signal ends it: what has not begun is left out, and says so */
export function turns(atOnce: number, signal: AbortSignal): Turns {
  const limit = pLimit(atOnce);
  let silent = 0;
  const leftOut = (id: string, reason: string): ManifestItem => ({
    id,
    outcome: 'timed-out',
    bytes: 0,
    ms: 0,
    paths: [],
    reason,
  });
  return {
    run: (work, id) =>
      limit(async () => {
        if (signal.aborted) return leftOut(id, 'not begun when the time was over');
        if (silent >= SILENT) return leftOut(id, 'not asked for: the API server had stopped answering');
        const item = await work();
        silent = item.outcome === 'failed' || item.outcome === 'timed-out' ? silent + 1 : 0;
        return item;
      }),
  };
}
