import { expect, test } from 'vitest';
import { NAMES_WITH_QWEN } from '../../sandbox/flavours.ts';
import { verdictOf } from './verify.ts';

const CHECKS = [
  'models.gpu-scheduled',
  'inference.qwen-answers',
  'inference.qwen-deterministic',
  'inference.qwen-on-gpu',
  'inference.qwen-thinking',
];
const MINUTES = 60_000;

test.each(NAMES_WITH_QWEN)(
  'a healthy Qwen of %s answers right, from its GPU, and thinks apart from its answers',
  async (installation) => {
    const { verdict } = await verdictOf([`--sandbox=${installation}`, ...CHECKS.flatMap((id) => ['--check', id])]);

    const ended = verdict.checks.map(({ id, verdict: own, reason, observed }) => [
      id,
      own === 'pass' ? own : (reason ?? observed),
    ]);
    expect(ended).toEqual(CHECKS.map((id) => [id, 'pass']));
  },
  4 * MINUTES,
);
