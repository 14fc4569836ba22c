import { expect, test } from 'vitest';
import { STAGES } from '../../sandbox/stages.ts';
import { INSTALLATIONS } from '../../sandbox/world.ts';
import { verdictOf } from './verify.ts';

// Prerequisites alone are verified before there is anything: invocation and flavours try that.
const WALKED = INSTALLATIONS.flatMap((installation) => STAGES.slice(1).map((stage) => ({ installation, stage })));

test.each(WALKED)('$installation, once $stage is there: that phase is green', async ({ installation, stage }) => {
  const { verdict, exitCode } = await verdictOf([
    `--sandbox=${installation}`,
    ...['--installed-up-to', stage, '--phase', stage],
  ]);

  const wrong = verdict.checks.filter((check) => check.verdict !== 'pass' && check.verdict !== 'not-applicable');
  expect(wrong.filter((check) => check.expected === undefined).map(({ id, reason }) => `${id}: ${reason}`)).toEqual([]);
  expect(verdict.counts.pass).toBeGreaterThan(0);
  expect(exitCode).toBe(0);
});
