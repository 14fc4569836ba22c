import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PHASES } from '../../layouts/phases.ts';
import { catalogue, covers, faults } from './matrix/inventory.ts';
import { maasVerify, ROOT } from './verify.ts';

const checks = catalogue();
const all = await faults();

test('the generated catalogue lists exactly the specs', () => {
  const files = PHASES.flatMap((phase) =>
    readdirSync(`${ROOT}suites/${phase.folder}`)
      .filter((file) => file.endsWith('.spec.ts'))
      .map((file) => `${phase.prefix}.${file.replace('.spec.ts', '')}`),
  );

  expect(checks.map((check) => check.id).sort()).toEqual(files.sort());
});

test('there are at least fifty checks, four in each phase', () => {
  expect(checks.length).toBeGreaterThanOrEqual(50);
  for (const phase of PHASES) {
    const count = checks.filter((check) => check.phase === phase.name).length;
    expect(count, `checks in ${phase.name}`).toBeGreaterThanOrEqual(4);
  }
});

test('every check is caught by a fault, and both sides say so', () => {
  for (const check of checks) {
    const claimed = [...check.catches].sort();
    const named = all.filter((fault) => fault.noticedBy.includes(check.id)).map((fault) => fault.name);
    expect(claimed, `catches of ${check.id}, against the faults that name it`).toEqual(named.sort());
    expect(claimed.length, `faults of ${check.id}`).toBeGreaterThanOrEqual(1);
  }
});

test('every fault names checks that exist, and its file', () => {
  const ids = checks.map((check) => check.id);
  expect(all.length).toBeGreaterThanOrEqual(25);
  for (const fault of all) {
    expect(fault.noticedBy.length, `checks that notice ${fault.name}`).toBeGreaterThanOrEqual(1);
    for (const id of fault.noticedBy) expect(ids, `named by fault ${fault.name}`).toContain(id);
    for (const pattern of fault.alsoTouches ?? []) {
      expect(
        ids.some((id) => covers(pattern, id)),
        `"${pattern}" of fault ${fault.name} covers a check`,
      ).toBe(true);
    }
  }
});

test('the generated files are what the sources say', async () => {
  const ran = await maasVerify(['catalogue', '--check'], { folder: ROOT });

  expect(ran.stderr).toBe('');
  expect(ran.exitCode).toBe(0);
});
