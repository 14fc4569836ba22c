import { expect, test } from 'vitest';
import { match } from '../../../../diagnostics/analyzers/match.ts';
import { saidByChecks } from '../../../../diagnostics/analyzers/said-by-checks.ts';
import { type KnownCause, knownCauses } from '../../../../layouts/causes.ts';
import { failureModes } from '../../../../layouts/failure-modes.ts';
import catalogue from '../../../../suites/catalogue.json' with { type: 'json' };

const cause = (id: string, check: string, likelihood: KnownCause['likelihood']): KnownCause => ({
  id,
  title: id,
  likelihood,
  cause: 'why',
  remedy: 'what',
  signs: [{ check }],
});
const failed = (id: string, observed: string, causedBy?: string) => ({
  id,
  verdict: 'fail' as const,
  observed,
  causedBy,
});

test('the surer cause comes first, and what follows from another failure last', () => {
  const causes = [cause('c', 'c', 'certain'), cause('b', 'b', 'possible'), cause('a', 'a', 'likely')];
  const said = saidByChecks({ checks: [failed('a', 'x'), failed('b', 'x'), failed('c', 'x', 'a')] });

  expect(match(causes, said).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

test('what passed, and what is expected to fail, shows nothing', () => {
  const expected = { ...failed('a', 'x'), expected: { reason: 'known', reference: '#1' } };
  const passed = { id: 'a', verdict: 'pass' as const, observed: 'x' };

  expect(match([cause('a', 'a', 'certain')], saidByChecks({ checks: [expected, passed] }))).toEqual([]);
});

test('a failure mode that an observation names is certain, and the one observation is quoted', () => {
  const said = saidByChecks({
    checks: [failed('operators.weak-versions', 'authorino: forwards (FM-52); other: well')],
  });

  expect(match(knownCauses(), said)).toMatchObject([
    {
      failureMode: 'FM-52',
      likelihood: 'certain',
      evidence: [{ where: 'check operators.weak-versions', text: 'authorino: forwards (FM-52)' }],
    },
  ]);
});

test('every failure mode that a check can see has a cause, and every sign names a check that there is', () => {
  const causes = knownCauses();
  const known = new Set(causes.map(({ failureMode }) => failureMode));
  const ids = new Set(catalogue.map(({ id }) => id));

  expect(failureModes().filter(({ id, unseen }) => unseen === undefined && !known.has(id))).toEqual([]);
  expect(causes.flatMap(({ signs }) => signs).filter(({ check }) => check !== undefined && !ids.has(check))).toEqual(
    [],
  );
});
