import { expect, test } from 'vitest';
import { EVIDENCE, OBSERVED, PREMISE, VERDICT } from '../../../fixtures/check.ts';
import { checkResult, type EndedTest, plainMessage } from '../../../reports/check-result.ts';
import { entry } from './sample.ts';

const ended = (changes: Partial<EndedTest>): EndedTest => ({
  status: 'passed',
  annotations: [],
  errors: [],
  durationMs: 5,
  timeoutMs: 420_000,
  ...changes,
});
const judged = (changes: Partial<EndedTest>) => checkResult(entry('maas.a'), ended(changes));
const says = (verdict: string, reason: string) => [{ type: VERDICT, description: JSON.stringify({ verdict, reason }) }];

test('a pass that says what it observed is a pass', () => {
  const annotations = [
    { type: OBSERVED, description: '3 nodes' },
    { type: OBSERVED, description: 'all Ready' },
  ];
  expect(judged({ annotations })).toMatchObject({ verdict: 'pass', observed: '3 nodes; all Ready' });
});

test('a pass that observed nothing is untested', () => {
  expect(judged({})).toMatchObject({ verdict: 'inconclusive', reason: 'passed without saying what it observed' });
});

test.each(['inconclusive', 'not-applicable'])('a skip carries the check’s own verdict %s', (verdict) => {
  expect(judged({ status: 'skipped', annotations: says(verdict, 'because') })).toMatchObject({
    verdict,
    reason: 'because',
  });
});

test.each([
  ['no annotation', []],
  ['an annotation that is no JSON', [{ type: VERDICT, description: 'pass' }]],
  ['an annotation that claims a pass', says('pass', 'x')],
])('a skip with %s is untested', (_, annotations) => {
  expect(judged({ status: 'skipped', annotations })).toMatchObject({
    verdict: 'inconclusive',
    reason: 'skipped without saying why',
  });
});

test.each([
  ['Violation: 401 expected, 200 seen', 'fail', '401 expected, 200 seen'],
  ['NoAnswer: no answer within 10 s', 'fail', 'no answer within 10 s'],
])('%s fails the check', (message, verdict, observed) => {
  expect(judged({ status: 'failed', errors: [message] })).toMatchObject({ verdict, observed });
});

test.each([
  ['Inconclusive: no identity', 'inconclusive', 'no identity'],
  ['NotApplicable: no Knative', 'not-applicable', 'no Knative'],
])('%s is not a failure', (message, verdict, reason) => {
  expect(judged({ status: 'failed', errors: [message] })).toMatchObject({ verdict, reason, observed: '' });
});

test('a failed matcher is a failure', () => {
  const message =
    'Error: \u001b[2mexpect(\u001b[22m\u001b[31mreceived\u001b[39m\u001b[2m).\u001b[22mtoBe\u001b[2m(\u001b[22mexpected\u001b[2m)\u001b[22m\n\nExpected: 401\nReceived: 200\n    at x (/a/b.ts:1:2)';
  expect(judged({ status: 'failed', errors: [message] })).toMatchObject({
    verdict: 'fail',
    observed: 'expect(received).toBe(expected)\nExpected: 401\nReceived: 200',
  });
});

test('a mistake of the check itself is untested, not a failure of the installation', () => {
  const errors = ["TypeError: Cannot read properties of undefined (reading 'x')\n    at f (/a/b.ts:1:2)"];
  const check = judged({ status: 'failed', errors });
  expect(check.verdict).toBe('inconclusive');
  expect(check.reason).toBe(
    "the check itself broke: TypeError: Cannot read properties of undefined (reading 'x') (please report it)",
  );
});

test('time-out and interruption are untested', () => {
  expect(judged({ status: 'timedOut' }).reason).toContain('420 s');
  expect(judged({ status: 'interrupted' }).verdict).toBe('inconclusive');
});

test('evidence that cannot be understood is dropped, the rest is kept', () => {
  const annotations = [
    { type: EVIDENCE, description: '{"name":"answer","text":"{}"}' },
    { type: EVIDENCE, description: 'broken' },
  ];
  expect(judged({ annotations }).evidence).toEqual([{ name: 'answer', text: '{}' }]);
});

test('a message ends before its code frame', () => {
  expect(plainMessage('Error: odd\n\n  10 | const a\n> 11 | b()\n')).toBe('Error: odd');
});

test('a violation on a premise that nobody could read is untested, and a pass stays one', () => {
  const premise = { type: PREMISE, description: 'the limits are the layout’s promise' };
  const failed = judged({ status: 'failed', annotations: [premise], errors: ['Violation: 11 admitted'] });
  expect(failed.verdict).toBe('inconclusive');
  expect(failed.reason).toContain('11 admitted');
  expect(failed.reason).toContain('the layout’s promise');
  expect(judged({ annotations: [premise, { type: OBSERVED, description: '10 admitted' }] }).verdict).toBe('pass');
});
