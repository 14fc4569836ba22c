import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Measures } from '../../load/measures/measures.ts';
import type { LoadExtras } from '../../reports/html/extras.ts';
import type { Verdict } from '../../reports/verdict-schema.ts';
import { baselineAt, FILES } from './conclude.ts';

/** The measures beside a verdict of a load run; undefined where there are none. Throws UsageError for those that are broken. */
export function measuresBeside(file: string, verdict: Verdict): Measures | undefined {
  const [load] = verdict.load ?? [];
  const measures = join(dirname(file), load?.measures ?? FILES.measures);
  return load !== undefined && existsSync(measures) ? baselineAt(measures) : undefined;
}

/** Numbers and charts of a load run, from what it has left beside its verdict: charts where plan and samples are still there. */
export async function keptExtras(file: string, measures: Measures): Promise<LoadExtras> {
  const [folder, { loadExtras }] = [dirname(file), await import('./extras.ts')];
  const [plan, samples] = [join(folder, FILES.plan), join(folder, FILES.samples)];
  if (!existsSync(plan) || !existsSync(samples)) return loadExtras(measures, []);
  const [{ chartsOf }, { readSamples }, { planAt }] = await Promise.all([
    import('../../load/charts/charts.ts'),
    import('../../load/samples/reader.ts'),
    import('./profile-file.ts'),
  ]);
  return loadExtras(measures, chartsOf(planAt(plan), [await readSamples(samples)], measures));
}
