import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CheckResult, Verdict } from '../../../reports/verdict-schema.ts';
import { anyVerdict } from './random-verdict.ts';
import { VIEWS } from './readers.ts';

const RUNS = 60;

test.each(Object.keys(VIEWS))('%s says what the verdict says, whatever it is', (name) => {
  const { told, due } = VIEWS[name] ?? expect.fail(name);

  fc.assert(
    fc.property(anyVerdict, (verdict) => {
      expect(told(verdict)).toEqual(due(verdict));
    }),
    { numRuns: RUNS },
  );
});

/** The same verdict, but for one check that is told as the opposite. */
function withOneTurned(verdict: Verdict): Verdict {
  const [first, ...rest] = verdict.checks;
  if (first === undefined) throw new Error('no check to turn');
  const { expected: _, reason: __, ...plain } = first;
  const turned: CheckResult = { ...plain, observed: 'turned', verdict: first.verdict === 'pass' ? 'fail' : 'pass' };
  return { ...verdict, checks: [turned, ...rest] };
}

test.each(Object.keys(VIEWS))('a view %s of another verdict than the one it is held against is found out', (name) => {
  const { told, due } = VIEWS[name] ?? expect.fail(name);
  const withChecks = anyVerdict.filter(({ checks }) => checks.length > 0);

  fc.assert(
    fc.property(withChecks, (verdict) => {
      expect(told(withOneTurned(verdict))).not.toEqual(due(verdict));
    }),
    { numRuns: RUNS },
  );
});
