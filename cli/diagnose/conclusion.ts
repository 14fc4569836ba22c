import { analyze } from '../../diagnostics/analyzers/analyze.ts';
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

export interface Concluding {
  folder: string;
  manifest: Manifest;
  layout: Layout;
  privateFolder: string;
  verdict: Verdict | undefined;
  redactor: Redactor;
}

/** Names the likely causes from what was collected, and from what the checks of a run have seen. */
export async function concludeOn({
  folder,
  manifest,
  layout,
  privateFolder,
  verdict: given,
  redactor,
}: Concluding): Promise<Conclusion & { causes: string[] }> {
  // What the checks observed was read before anything was redacted.
  const verdict = given === undefined ? undefined : Verdict.safeParse(redactor.object(given)).data;
  const cluster = bundleCluster(folder, privateFolder);
  try {
    const findings = await analyze({ cluster, layout, ...(verdict !== undefined && { verdict }) });
    return {
      files: {
        'findings.json': `${JSON.stringify(Findings.parse({ schemaVersion: FINDINGS_SCHEMA_VERSION, findings }), undefined, 2)}\n`,
        'findings.md': findingsMarkdown(findings, manifest),
        'index.html': findingsPage({ findings, manifest, ...(verdict !== undefined && { verdict }) }),
      },
      causes: consoleFindings(findings),
    };
  } finally {
    await cluster.close();
  }
}
