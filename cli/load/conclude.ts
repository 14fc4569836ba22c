import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Chart } from '../../load/charts/chart.ts';
import { chartsOf } from '../../load/charts/charts.ts';
import { asFile } from '../../load/charts/draw.ts';
import { overall } from '../../load/gates/gate.ts';
import { gatesOf } from '../../load/gates/gates.ts';
import { measure } from '../../load/measures/measure.ts';
import { Measures } from '../../load/measures/measures.ts';
import type { Plan } from '../../load/plan/plan.ts';
import { type Recorded, SamplesError } from '../../load/samples/reader.ts';
import { codeOf } from '../../platform/file-trouble.ts';
import { redact } from '../../platform/redact.ts';
import { SCHEMA_VERSION, Verdict } from '../../reports/verdict-schema.ts';
import { writeAtomically } from '../files.ts';
import { type HistoryPlace, keep } from '../history/store.ts';
import { writeOutputs } from '../outputs.ts';
import { UsageError } from '../usage-error.ts';
import { harnessVersion } from '../version.ts';
import { loadExtras } from './extras.ts';
import { summaryText } from './summary.ts';

export const FILES = {
  plan: 'plan.json',
  samples: 'samples.ndjson',
  counters: 'counters.json',
  measures: 'measures.json',
  verdict: 'verdict.json',
  charts: 'charts',
} as const;
const EXIT_CODES = { pass: 0, fail: 1, inconclusive: 3 } as const;
const INTERRUPTED = 130;

/** Measures of an earlier run. Throws UsageError. */
export function baselineAt(file: string): Measures {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `baseline ${file} cannot be read: ${error instanceof SyntaxError ? 'it is no JSON' : codeOf(error)}`,
    );
  }
  const parsed = Measures.safeParse(document);
  if (parsed.success) return parsed.data;
  throw new UsageError(`baseline ${file} is no ${FILES.measures} of this version`);
}

export interface Conclusion {
  plan: Plan;
  parts: readonly Recorded[];
  baselines: readonly Measures[];
  /** Folder for the results. */
  out: string;
  startedAt: Date;
  command: string;
  target: { kind: 'live' | 'sandbox'; layout: string };
  format: 'console' | 'json';
  /** Where the run is kept. A slice is a part of one and has no place there. */
  history?: HistoryPlace;
}

function measured(plan: Plan, parts: readonly Recorded[]): Measures {
  try {
    return measure(plan, parts);
  } catch (error) {
    if (error instanceof SamplesError) throw new UsageError(error.message);
    throw error;
  }
}

/** Nothing of a run is lost for a chart that cannot be drawn: it is told, and left out. */
function drawnCharts({ plan, parts, baselines }: Conclusion, measures: Measures): Chart[] {
  try {
    return chartsOf(plan, parts, measures, baselines);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`maas-verify: no charts: ${redact(why)} (please report it)\n`);
    return [];
  }
}

/** Writes the charts, and the views of the verdict: the page has the charts in it. */
function writeViews(conclusion: Conclusion, result: Verdict, measures: Measures): void {
  const charts = drawnCharts(conclusion, measures);
  for (const { name, svg } of charts)
    writeAtomically(join(conclusion.out, FILES.charts, `${name}.svg`), redact(asFile(svg)));
  writeOutputs(conclusion.out, result, { load: loadExtras(measures, charts) });
}

const asJson = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** Measures and judges what was recorded, writes and prints the results; answers the exit code. */
export function conclude(conclusion: Conclusion): number {
  const { plan, parts, baselines, out, startedAt, command, target, format } = conclusion;
  const measures = measured(plan, parts);
  const gates = gatesOf(plan, measures, baselines);
  const verdict = overall(gates);
  const interrupted = measures.stopped === 'interrupted';
  const exitCode = interrupted ? INTERRUPTED : EXIT_CODES[verdict];
  const { verdict: state, reasons } = measures.client;
  const result: Verdict = {
    schemaVersion: SCHEMA_VERSION,
    run: {
      id: `load-${plan.hash.slice(0, 12)}-${startedAt.getTime()}`,
      startedAt: startedAt.toISOString(),
      endedAt: new Date().toISOString(),
      command: redact(command),
      harnessVersion: harnessVersion(),
      interrupted,
    },
    target: {
      kind: target.kind,
      layout: target.layout,
      layoutEvidence: [],
      versions: { operators: {} },
      permissions: { missing: [] },
    },
    verdict,
    exitCode,
    counts: { pass: 0, fail: 0, inconclusive: 0, notApplicable: 0, expected: 0 },
    checks: [],
    drift: [],
    load: [
      {
        profile: plan.profile,
        plan: plan.hash,
        verdict,
        gates,
        client: { verdict: state, reasons },
        measures: FILES.measures,
      },
    ],
    expectedFailures: { matched: [], stale: [] },
  };
  const text = redact(asJson(result));
  writeAtomically(join(out, FILES.measures), redact(asJson(measures)));
  writeAtomically(join(out, FILES.verdict), text);
  writeViews(conclusion, Verdict.parse(JSON.parse(text)), measures);
  if (conclusion.history !== undefined) keep(conclusion.history, result, measures);
  process.stdout.write(format === 'json' ? text : redact(summaryText(measures, gates, verdict, `results in ${out}`)));
  return exitCode;
}
