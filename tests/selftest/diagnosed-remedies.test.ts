import { expect, test } from 'vitest';
import catalogue from '../../suites/catalogue.json' with { type: 'json' };
import { verdictOf } from './verify.ts';

const adviceOf = (id: string): string | undefined => catalogue.find((check) => check.id === id)?.remedy;
const run = (...more: string[]) => verdictOf(['--sandbox=maas-0.0.2', '--phase', 'maas', ...more]);

test('a failed check tells the cause that it shows, and what helps against that instead of its general advice', async () => {
  const { verdict, stdout } = await run('--fault', 'kuadrant-before-istio');

  const check = verdict.checks.find(({ id }) => id === 'maas.kuadrant-ready');
  expect(check).toMatchObject({ verdict: 'fail', cause: { failureMode: 'FM-01', likelihood: 'certain' } });
  expect(check?.remedy).toContain('oc rollout restart deployment/kuadrant-operator-controller-manager');
  expect(check?.remedy).not.toContain(adviceOf('maas.kuadrant-ready'));
  expect(stdout).toMatch(/cause .*\(FM-01\)/);
  // Nothing else is explained by it: what follows from it names its root.
  const told = verdict.checks.filter(({ cause }) => cause !== undefined);
  expect(told.filter(({ verdict: end, causedBy }) => end !== 'fail' || causedBy !== undefined)).toEqual([]);
});

test('where nothing is wrong no cause is named, and every check keeps its advice', async () => {
  const { verdict } = await run();

  expect(verdict.exitCode).toBe(0);
  expect(verdict.checks.filter(({ cause }) => cause !== undefined)).toEqual([]);
  expect(verdict.checks.filter(({ id, remedy }) => remedy !== adviceOf(id))).toEqual([]);
});
