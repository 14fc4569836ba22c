import { expect, test } from 'vitest';
import { failureModesPage, unaccounted } from '../../../cli/failure-modes.ts';
import { failureModes } from '../../../layouts/failure-modes.ts';
import { allFaults } from '../../../sandbox/faults.ts';

const LAST = 72;

test('every failure mode is listed once, in order', () => {
  const numbers = Array.from({ length: LAST }, (_, index) => `FM-${String(index + 1).padStart(2, '0')}`);

  expect(failureModes().map(({ id }) => id)).toEqual(numbers);
});

test('a failure mode is made by a fault, or it is said why no check can see it; never both', async () => {
  const faults = await allFaults();
  const modes = failureModes();
  const excused = modes.filter(({ unseen }) => unseen !== undefined);

  expect(unaccounted(modes, faults)).toEqual([]);
  for (const { id } of excused)
    expect(faults.filter(({ breaks }) => breaks.includes(id)).map(({ name }) => name)).toEqual([]);
});

test('the page names the checks that the faults of a number turn red', () => {
  const modes = [
    { id: 'FM-01', title: 'it starts too early' },
    { id: 'FM-02', title: 'nobody knows', unseen: 'it leaves no trace' },
  ];
  const faults = [
    { name: 'early', breaks: 'It started before (FM-01).', noticedBy: ['maas.a', 'maas.b'] },
    { name: 'early-too', breaks: 'FM-01 again.', noticedBy: ['maas.b'] },
    { name: 'other', breaks: 'FM-011 is none of ours.', noticedBy: ['maas.c'] },
  ];

  const page = failureModesPage(modes, faults);

  expect(page).toContain('| FM-01 | it starts too early | `maas.a`, `maas.b` | `early`, `early-too` |');
  expect(page).toContain('| FM-02 | nobody knows | no check: it leaves no trace |  |');
  expect(page).toContain('1 of 2 are seen.');
});
