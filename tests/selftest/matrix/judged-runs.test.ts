import { expect, test } from 'vitest';
import type { Fault } from '../../../sandbox/fault.ts';
import { judgeRun, type MatrixRun } from './plan.ts';
import { isOnlyUntested } from './run.ts';

/** Its name says the word that a verdict may be. */
const fault: Fault = {
  name: 'inconclusive-answers',
  breaks: 'The gateway answers nothing that could be judged.',
  noticedBy: ['auth.first', 'auth.second'],
  apply: () => undefined,
};
const run: MatrixRun = { installation: 'guide', faults: [fault], phases: ['authentication'] };
const healthy = new Map([
  ['auth.first', 'pass'],
  ['auth.second', 'pass'],
  ['auth.other', 'pass'],
]);

function outcome(...verdicts: [string, string, string]) {
  const seen = new Map([...healthy.keys()].map((id, index) => [id, verdicts[index] ?? '']));
  const problems = judgeRun(run, seen, healthy);
  return { problems: problems.map(({ check, verdict }) => `${check} ${verdict}`), again: tryAgain(seen) };
}
const tryAgain = (verdicts: Map<string, string>): boolean =>
  isOnlyUntested({ run, verdicts, problems: judgeRun(run, verdicts, healthy) });

test('a run in which all that is wrong is untested is tried again', () => {
  expect(outcome('fail', 'inconclusive', 'inconclusive')).toEqual({
    problems: ['auth.second inconclusive', 'auth.other inconclusive'],
    again: true,
  });
});

test('a green check that should be red, or a red one that should be green, is wrong at once, whatever the fault is called', () => {
  expect(outcome('pass', 'inconclusive', 'pass').again).toBe(false);
  expect(outcome('fail', 'inconclusive', 'fail').again).toBe(false);
  expect(outcome('fail', 'fail', 'fail')).toEqual({ problems: ['auth.other fail'], again: false });
});

test('a run without problems is not tried again', () => {
  expect(outcome('fail', 'fail', 'pass')).toEqual({ problems: [], again: false });
});
