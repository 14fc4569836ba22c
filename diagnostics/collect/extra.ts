import { Inconclusive } from '../../platform/outcome.ts';
import type { Staging } from '../archive/staging.ts';
import type { ManifestItem } from '../manifest/manifest.ts';
import type { Redactor } from '../redaction/redactor.ts';
import type { Extra } from './collect.ts';

/** Where an extra writes. */
export interface Place {
  staging: Staging;
  root: readonly string[];
  redactor: Redactor;
}

/** Something that is asked once and written as JSON; Inconclusive says why it could not be. */
export function jsonExtra(id: string, parts: readonly string[], place: Place, ask: () => Promise<unknown>): Extra {
  return {
    id,
    async collect(): Promise<ManifestItem> {
      const start = performance.now();
      const end = (rest: Pick<ManifestItem, 'outcome' | 'bytes' | 'paths' | 'reason'>): ManifestItem => ({
        id,
        ms: performance.now() - start,
        ...rest,
      });
      try {
        const value = place.redactor.object(JSON.parse(JSON.stringify(await ask())));
        const bytes = await place.staging.write([...place.root, ...parts], `${JSON.stringify(value, undefined, 1)}\n`);
        return end({ outcome: 'collected', bytes, paths: [parts.join('/')] });
      } catch (error) {
        const isUntested = error instanceof Inconclusive;
        const reason = place.redactor.text(error instanceof Error ? error.message : String(error));
        return end({ outcome: isUntested ? 'absent' : 'failed', bytes: 0, paths: [], reason });
      }
    },
  };
}
