import { expect, test } from 'vitest';
import { verdictOf } from './verify.ts';

const PHASES = ['operators', 'service-mesh', 'knative', 'kserve', 'models'].flatMap((phase) => ['--phase', phase]);

test.each([
  ['guide', 'service-mesh-never-installed', 'operators.service-mesh', 'mesh.crds'],
  ['guide', 'serverless-never-installed', 'operators.serverless', 'knative.components-ready'],
  ['maas-0.0.2', 'openshift-ai-never-installed', 'operators.openshift-ai', 'models.ready'],
])('in %s, %s reads as one cause with all that follows', async (installation, fault, cause, consequence) => {
  const { verdict, stdout } = await verdictOf([
    `--sandbox=${installation}`,
    '--fault',
    fault,
    '-o',
    'short',
    ...PHASES,
  ]);

  const wrong = verdict.checks.filter((check) => ['fail', 'inconclusive'].includes(check.verdict) && !check.expected);
  expect(wrong.length).toBeGreaterThan(3);
  expect(wrong.filter((check) => check.causedBy === undefined).map(({ id }) => id)).toEqual([cause]);
  expect(wrong.find(({ id }) => id === consequence)?.causedBy).toBe(cause);
  // A reader of the short view sees every one of them.
  for (const { id } of wrong) expect(stdout).toContain(`${id}:`);
});
