import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { compareBundles, type Side } from '../../diagnostics/compare/compare.ts';
import { comparisonLines } from '../../diagnostics/compare/text.ts';
import { LAYOUTS } from '../../layouts/layouts.ts';
import { type BundleCluster, isBundle } from '../../platform/cluster/bundle/bundle.ts';
import { resolveConfig } from '../../platform/config.ts';
import { redact } from '../../platform/redact.ts';
import { type Comparison as ChecksCompared, compare as compareVerdicts } from '../../reports/compare/compare.ts';
import { comparisonText } from '../../reports/compare/text.ts';
import { Verdict } from '../../reports/verdict-schema.ts';
import { privateFolder } from '../private-folder.ts';
import { targetOf } from '../session.ts';
import { shellWord } from '../shell-words.ts';
import { survey } from '../target/survey.ts';
import { UsageError } from '../usage-error.ts';

/** How the checks ended, where the bundle tells and this version understands it. */
async function verdictIn(cluster: BundleCluster): Promise<Verdict | undefined> {
  try {
    return Verdict.safeParse(JSON.parse((await cluster.verdict()) ?? '')).data;
  } catch {
    return undefined;
  }
}

async function opened(bundle: string, folder: string): Promise<Side & { close(): Promise<void> }> {
  mkdirSync(folder);
  const config = resolveConfig({ flags: { bundle }, environment: { ...process.env, KUBECONFIG: '' } });
  const { cluster, layout, untestable, close } = await survey(config, targetOf({ config }, config), folder);
  const known = LAYOUTS.get(layout?.name ?? '');
  if (cluster !== undefined && isBundle(cluster) && known !== undefined) {
    const verdict = await verdictIn(cluster);
    return { cluster, layout: known, ...(verdict !== undefined && { verdict }), close };
  }
  await close();
  throw new UsageError(`${bundle} cannot be compared: ${untestable ?? 'its release is not known'}`);
}

/** undefined: one of the two has no verdict. */
const checksOf = (before: Side, after: Side): ChecksCompared | undefined =>
  before.verdict === undefined || after.verdict === undefined
    ? undefined
    : compareVerdicts(before.verdict, after.verdict);

/** What neither bundle tells is no difference between them: it is counted, and not told one by one. */
function comparedLines(compared: ChecksCompared): string[] {
  const untold = compared.checks.filter(({ before, after }) => before === 'inconclusive' && before === after);
  const checks = compared.checks.filter((check) => !untold.includes(check));
  const lines = comparisonText({ ...compared, checks })
    .trimEnd()
    .split('\n');
  const rest = untold.length === 0 ? [] : [`told by neither: ${untold.map(({ id }) => id).join(', ')}`];
  return ['Checks:', ...[...lines, ...rest].map(indented), ''];
}

function checkLines(checks: ChecksCompared | undefined, files: { before: string; after: string }): string[] {
  if (checks !== undefined) return comparedLines(checks);
  return [
    'Checks: not compared, one of the bundles holds no verdict.json of this version; judge both, and compare the results:',
    `  maas-verify run --bundle ${shellWord(files.before)} --out before`,
    `  maas-verify run --bundle ${shellWord(files.after)} --out after`,
    '  maas-verify compare before after',
    '',
  ];
}

const indented = (line: string): string => (line === '' ? '' : `  ${line}`);

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
    const checks = checksOf(earlier, later);
    const text = asJson
      ? JSON.stringify({ ...comparison, checks }, undefined, 2)
      : [...checkLines(checks, { before, after }), ...comparisonLines(comparison)].join('\n');
    process.stdout.write(`${redact(text)}\n`);
  } finally {
    await Promise.allSettled(sides.map((side) => side.close()));
    folder.remove();
  }
}
