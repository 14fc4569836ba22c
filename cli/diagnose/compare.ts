import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareBundles, type Side } from '../../diagnostics/compare/compare.ts';
import { comparisonLines } from '../../diagnostics/compare/text.ts';
import { LAYOUTS } from '../../layouts/layouts.ts';
import { resolveConfig } from '../../platform/config.ts';
import { redact } from '../../platform/redact.ts';
import { privateFolder } from '../private-folder.ts';
import { targetOf } from '../session.ts';
import { survey } from '../target/survey.ts';
import { UsageError } from '../usage-error.ts';

async function opened(bundle: string, folder: string): Promise<Side & { close(): Promise<void> }> {
  mkdirSync(folder);
  const config = resolveConfig({ flags: { bundle }, environment: { ...process.env, KUBECONFIG: '' } });
  const { cluster, layout, untestable, close } = await survey(config, targetOf({ config }, config), folder);
  const known = LAYOUTS.get(layout?.name ?? '');
  if (cluster !== undefined && known !== undefined) return { cluster, layout: known, close };
  await close();
  throw new UsageError(`${bundle} cannot be compared: ${untestable ?? 'its release is not known'}`);
}

/** Tells what differs between two bundles, the earlier one first. Throws UsageError or ConfigError where one cannot be read. */
export async function compare(before: string, after: string, asJson: boolean): Promise<void> {
  const folder = privateFolder();
  const sides: Awaited<ReturnType<typeof opened>>[] = [];
  try {
    const earlier = await opened(before, join(folder.path, 'before'));
    sides.push(earlier);
    const later = await opened(after, join(folder.path, 'after'));
    sides.push(later);
    const comparison = await compareBundles(earlier, later);
    const text = asJson ? JSON.stringify(comparison, undefined, 2) : comparisonLines(comparison).join('\n');
    process.stdout.write(`${redact(text)}\n`);
  } finally {
    await Promise.allSettled(sides.map((side) => side.close()));
    folder.remove();
  }
}
