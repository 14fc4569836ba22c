import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal } from '../../diagnostics/archive/refusal.ts';
import { staySmall } from '../../diagnostics/memory/relief.ts';
import type { RawCluster } from '../../platform/cluster/raw/raw-cluster.ts';
import type { Config } from '../../platform/config.ts';
import { redact } from '../../platform/redact.ts';
import type { Session } from '../../platform/session.ts';
import { WAITS } from '../../platform/waits.ts';
import type { Verdict } from '../../reports/verdict-schema.ts';
import type { Survey } from '../target/survey.ts';
import { bundle, openRaw } from './bundle.ts';
import { scopeOf } from './scope.ts';
import { summaryLines } from './summary.ts';

/** Of all that is collected, before it is packed, where nobody says otherwise. */
const MOST_BYTES = 200_000_000;
const NAME = 'diagnosis.tar.gz';

export interface AfterRun {
  config: Config;
  target: Session['target'];
  survey: Survey;
  privateFolder: string;
  verdict: Verdict;
  signal: AbortSignal;
}

/** Whether a run asks for a diagnosis: it did not pass, and there is a cluster that answers. */
export const isDiagnosed = (
  { diagnoseOnFailure, bundle: file }: Config,
  { exitCode }: Verdict,
  { cluster }: Survey,
): boolean => diagnoseOnFailure && file === undefined && exitCode !== 0 && cluster !== undefined;

/** Collects for the failed and untested checks of a run, beside its results. Says what came of it; never changes the verdict. */
export async function diagnoseAfterRun(run: AfterRun): Promise<void> {
  staySmall();
  const { config, verdict } = run;
  const file = join(config.out, NAME);
  const stream = config.format === 'console' ? process.stdout : process.stderr;
  let raw: RawCluster | undefined;
  try {
    raw = await openRaw(run.target);
    const { manifest, conclusion } = await bundle(
      {
        ...run,
        raw,
        request: {
          scope: (layout) => scopeOf({ layout, verdict, phases: [], checks: [] }),
          verdict,
          maxBytes: MOST_BYTES,
          timeoutMs: WAITS.collection,
          maskHosts: false,
          file,
        },
        onProgress: () => undefined,
      },
      new Date(),
    );
    const lines = summaryLines(manifest, conclusion, file, statSync(file).size);
    stream.write(`\n${redact(lines.join('\n'))}\n`);
  } catch (error) {
    // Whatever is wrong with the diagnosis, the verdict of the run stands, and so does its exit code.
    const why =
      error instanceof Refusal
        ? error.message
        : `internal error, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    process.stderr.write(`maas-verify: no diagnosis: ${redact(why)}\n`);
  } finally {
    await raw?.close().catch(() => undefined);
  }
}
