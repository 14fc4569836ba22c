import { beforeAll, expect, test } from 'vitest';
import { MeasuredReads } from '../../cli/measured-reads.ts';
import { type LoadedCheck, loadChecks } from './in-process/checks.ts';
import { generalised } from './in-process/generalised.ts';
import type { Read } from './in-process/memory-cluster.ts';
import { MEASURED, trial } from './in-process/trial.ts';

let checks: LoadedCheck[];
beforeAll(async () => {
  checks = await loadChecks();
});

const lineOf = (read: Read): string => JSON.stringify(read);
const isRead = (value: Read): boolean => value.verb === 'get' || value.verb === 'list';

/** One line a read: a difference shows what a check came to read, or no longer reads. */
function asText(reads: Record<string, Record<string, readonly Read[]>>): string {
  const layouts = Object.entries(reads).map(([layout, byCheck]) => {
    const entries = Object.entries(byCheck).map(
      ([id, own]) => `    ${JSON.stringify(id)}: [\n${own.map((read) => `      ${lineOf(read)}`).join(',\n')}\n    ]`,
    );
    return `  ${JSON.stringify(layout)}: {\n${entries.join(',\n')}\n  }`;
  });
  return `{\n${layouts.join(',\n')}\n}\n`;
}

test('what each check reads is as measured last; npm run reads measures it anew', async () => {
  const reads: Record<string, Record<string, readonly Read[]>> = {};
  for (const measured of MEASURED) {
    const of = await trial(checks, measured);
    const known = generalised(of.layout);
    const byCheck = [...of.reads].flatMap(([{ declaration }, own]): [string, Read[]][] => {
      const distinct = new Map(own.flatMap(known).map((read) => [lineOf(read), read]));
      return distinct.size === 0
        ? []
        : [[declaration.id, [...distinct.keys()].sort().flatMap((line) => distinct.get(line) ?? [])]];
    });
    reads[measured.layoutName] = Object.fromEntries(byCheck);
  }

  const all = Object.values(reads).flatMap((byCheck) => Object.values(byCheck).flat());
  expect(all.length).toBeGreaterThan(200);
  expect(all.every(isRead)).toBe(true);
  expect(MeasuredReads.safeParse(reads).success).toBe(true);
  await expect(asText(reads)).toMatchFileSnapshot('../../suites/reads.json');
});
