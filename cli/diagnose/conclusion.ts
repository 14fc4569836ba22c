import type { Conclusion } from '../../diagnostics/diagnosis.ts';
import type { Manifest } from '../../diagnostics/manifest/manifest.ts';
import type { Layout } from '../../layouts/layout.ts';
import type { Verdict } from '../../reports/verdict-schema.ts';

export interface Concluding {
  folder: string;
  manifest: Manifest;
  layout: Layout;
  privateFolder: string;
  verdict: Verdict | undefined;
}

export async function concludeOn(_: Concluding): Promise<Conclusion & { causes: string[] }> {
  return { files: {}, causes: [] };
}
