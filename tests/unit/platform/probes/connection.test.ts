import { expect, test } from 'vitest';
import { Pod } from '../../../../platform/cluster/kinds/core.ts';
import { outcomeOf } from '../../../../platform/probes/connection.ts';

const pod = (status: object) => Pod.schema.parse({ metadata: { name: 'caller', namespace: 'n' }, status });
const container = (state: object) => ({ containerStatuses: [{ name: 'probe', state }] });
const ended = (exitCode: number, message?: string) => container({ terminated: { exitCode, reason: 'Error', message } });

test.each([
  ['has not begun', {}, undefined],
  ['pulls its image', { phase: 'Pending', ...container({ waiting: { reason: 'ErrImagePull' } }) }, undefined],
  ['ran to its end', { phase: 'Succeeded', ...ended(0) }, 'connected'],
  ['was refused', { phase: 'Failed', ...ended(1, 'a\nconnect: Connection refused\n') }, 'failed'],
  ['has no such shell', { phase: 'Failed', ...ended(127, 'not found') }, 'untested'],
  [
    'cannot be started',
    { phase: 'Pending', ...container({ waiting: { reason: 'CreateContainerConfigError', message: 'root' } }) },
    'untested',
  ],
  ['got no answer', { phase: 'Failed', reason: 'DeadlineExceeded', ...ended(137) }, 'failed'],
  ['was never started', { phase: 'Failed', reason: 'DeadlineExceeded' }, 'untested'],
  ['was evicted', { phase: 'Failed', reason: 'Evicted' }, 'untested'],
])('a pod that %s', (_, status, kind) => {
  expect(outcomeOf(pod(status))?.kind).toBe(kind);
});

test('what the shell said last is told', () => {
  const outcome = outcomeOf(pod({ phase: 'Failed', ...ended(1, 'first\nconnect: Connection refused\n') }));

  expect(outcome).toEqual({ kind: 'failed', why: 'connect: Connection refused (exit code 1)' });
});
