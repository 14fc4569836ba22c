import { analyze } from '../../diagnostics/analyzers/analyze.ts';
import { withCauses } from '../../diagnostics/analyzers/explaining.ts';
import type { Conclusion } from '../../diagnostics/diagnosis.ts';
import { FINDINGS_SCHEMA_VERSION, Findings } from '../../diagnostics/findings/finding.ts';
import { findingsMarkdown } from '../../diagnostics/findings/markdown.ts';
import { findingsPage } from '../../diagnostics/findings/page.ts';
import { consoleFindings } from '../../diagnostics/findings/text.ts';
import type { Manifest } from '../../diagnostics/manifest/manifest.ts';
import type { Redactor } from '../../diagnostics/redaction/redactor.ts';
import type { Layout } from '../../layouts/layout.ts';
import { bundleCluster } from '../../platform/cluster/bundle/bundle.ts';
import { Verdict } from '../../reports/verdict-schema.ts';
import { judgedLine } from './judged-line.ts';
import type { Judging } from './judging.ts';

const asJson = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

export interface Concluding {
  folder: string;
  manifest: Manifest;
  layout: Layout;
  privateFolder: string;
  /** Of the run that the bundle is collected for. */
  verdict: Verdict | undefined;
  redactor: Redactor;
  /** Judges the bundle where there was no run. */
  judge: ((folder: string) => ReturnType<Judging['judge']>) | undefined;
}

/** What a bundle says of its installation, and what of it a console tells. */
export interface Told extends Conclusion {
  /** Lines about likely causes. */
  causes: string[];
  /** Lines about the checks that were judged by the bundle. */
  judged: string[];
}

interface Ruled {
  verdict?: Verdict;
  /** true: it was judged by this bundle alone. */
  own: boolean;
  lines: string[];
}

async function ruled({ folder, verdict: given, redactor, judge }: Concluding): Promise<Ruled> {
  // What the checks of a run observed was read before anything was redacted.
  if (given !== undefined) return { verdict: Verdict.safeParse(redactor.object(given)).data, own: false, lines: [] };
  const judged = await judge?.(folder);
  if (judged === undefined) return { own: false, lines: [] };
  if ('why' in judged) return { own: false, lines: [`Its checks were not judged: ${judged.why}`] };
  const verdict = Verdict.parse(redactor.object(judged.verdict));
  return { verdict, own: true, lines: [judgedLine(verdict)] };
}

/** Names the likely causes from what was collected, and from what the checks have seen: a run's, or those judged by the bundle. */
export async function concludeOn(concluding: Concluding): Promise<Told> {
  const { folder, manifest, layout, privateFolder } = concluding;
  const { verdict, own, lines } = await ruled(concluding);
  const cluster = bundleCluster(folder, privateFolder);
  try {
    const findings = await analyze({ cluster, layout, ...(verdict !== undefined && { verdict }) });
    return {
      files: {
        ...(own && verdict !== undefined && { 'verdict.json': asJson(withCauses(verdict, findings)) }),
        'findings.json': asJson(Findings.parse({ schemaVersion: FINDINGS_SCHEMA_VERSION, findings })),
        'findings.md': findingsMarkdown(findings, manifest),
        'index.html': findingsPage({ findings, manifest, ...(verdict !== undefined && { verdict }) }),
      },
      causes: consoleFindings(findings),
      judged: lines,
    };
  } finally {
    await cluster.close();
  }
}
