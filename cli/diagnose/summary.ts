import type { Manifest, ManifestItem } from '../../diagnostics/manifest/manifest.ts';

const MEBIBYTE = 2 ** 20;
/** Of one reason so many things are named. */
const SHOWN = 3;

const named = (ids: readonly string[]): string =>
  ids.length > SHOWN ? `${ids.slice(0, SHOWN).join(', ')} and ${ids.length - SHOWN} more` : ids.join(', ');

/** One line for each permission that is missing. */
function forbidden(items: readonly ManifestItem[]): string[] {
  const byPermission = Map.groupBy(
    items.filter(({ outcome }) => outcome === 'forbidden'),
    ({ permission }) => permission ?? 'unknown',
  );
  return [...byPermission].map(
    ([permission, own]) => `  ${named(own.map(({ id }) => id))}: missing permission: ${permission}`,
  );
}

/** One line for each reason why something is missing, or not whole. */
function missed(items: readonly ManifestItem[]): string[] {
  const WORDS: Partial<Record<ManifestItem['outcome'], string>> = {
    'timed-out': 'timed out',
    failed: 'failed',
    truncated: 'shortened',
    'left-out': 'left out',
  };
  const wrong = items.flatMap((item) => {
    const word = WORDS[item.outcome];
    return word === undefined ? [] : [{ id: item.id, why: `${word}: ${item.reason ?? 'no reason is known'}` }];
  });
  return [...Map.groupBy(wrong, ({ why }) => why)].map(([why, own]) => `  ${named(own.map(({ id }) => id))}: ${why}`);
}

/** What a collection came to, for the console: likely causes first, then what is missing, then the file. */
export function summaryLines(
  manifest: Manifest,
  { causes, judged }: { causes: readonly string[]; judged: readonly string[] },
  file: string,
  archiveBytes: number,
): string[] {
  const { items, scope, layout } = manifest;
  const gaps = [...forbidden(items), ...missed(items)];
  const objects = items.reduce((sum, item) => sum + (item.objects ?? 0), 0);
  const logs = items.filter(({ id, bytes }) => id.startsWith('log ') && bytes > 0).length;
  return [
    ...causes,
    ...(causes.length === 0 ? [] : ['']),
    ...(gaps.length === 0 ? [] : ['Could not be collected, or not whole:', ...gaps, '']),
    ...(manifest.interrupted ? ['Interrupted: this is what had been collected until then.'] : []),
    ...judged,
    `Collected of ${layout === 'unknown' ? 'an installation of no known release' : layout} (${scope}): ${objects} objects, ${logs} logs`,
    `${file} (${(archiveBytes / MEBIBYTE).toFixed(1)} MiB); read it from its index.html, or judge it: maas-verify run --bundle ${file}`,
  ];
}
