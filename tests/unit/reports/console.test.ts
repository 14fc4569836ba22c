import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { consoleView, renderConsole } from '../../../reports/console.ts';
import { everyKind, result, verdict } from './sample.ts';

const whole = verdict(everyKind, {
  drift: [
    {
      subject: 'key of the tier mapping',
      guide: 'mapping.yaml',
      release: 'tiers',
      observed: 'tiers',
      consequence: 'tiers under the guide’s key are not read',
    },
    { subject: 'class of the gateway', guide: 'not named', release: 'openshift-default', observed: 'istio' },
    ...['request limits', 'token limits'].map((subject) => ({
      subject,
      guide: 'none',
      release: 'some',
      observed: 'could not be read: missing permission: oc auth can-i list x --all-namespaces',
      unread: true,
    })),
  ],
  expectedFailures: {
    matched: [{ id: 'limits.g', reason: 'listing spends it', reference: 'FM-41' }],
    stale: [{ id: 'maas.z', reason: 'was slow', why: 'the check passes now: take the entry off the list' }],
  },
});

test('the whole console, plain', () => {
  expect(renderConsole(whole, 'console', false)).toMatchSnapshot();
});

test('short: only what is wrong, and the last line', () => {
  expect(renderConsole(whole, 'short', false)).toMatchSnapshot();
});

test('colours change nothing but the colours', () => {
  const painted = renderConsole(whole, 'console', true);
  expect(painted).toContain('\u001b[');
  expect(stripVTControlCharacters(painted)).toBe(renderConsole(whole, 'console', false));
});

test('what a server says cannot steer the terminal', () => {
  const observed = 'a\u001b]0;title\u0007b\u001b[2Jc\u0008\r\nd';
  const text = renderConsole(verdict([result('maas.a', { verdict: 'fail', observed })]), 'console', false);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
});

test('checks untested for one reason are told once', () => {
  const many = ['auth.a', 'auth.b', 'limits.c'].map((id) =>
    result(id, { verdict: 'inconclusive', observed: '', reason: 'the gateway did not answer' }),
  );
  const text = renderConsole(verdict(many), 'short', false);
  expect(text.match(/the gateway did not answer/g)).toHaveLength(1);
  expect(text).toContain('    auth: a, b\n    limits: c');
});

test('one check is one check', () => {
  const alone = verdict([result('maas.a', { verdict: 'inconclusive', reason: 'nobody answered' })]);
  expect(renderConsole(alone, 'console', false)).toMatch(/^maas-verify 0\.1\.0: 1 check of sandbox\n/);
  expect(consoleView(false).untestable(alone, 'nobody answered')).toMatch(
    /: the one check could not be tested: nobody answered/,
  );
});

test('of the layout’s evidence the strongest and what speaks against it are told, and how much more there is', () => {
  const opened = (...layoutEvidence: string[]) =>
    renderConsole(verdict([], { target: { ...whole.target, layoutEvidence } }), 'console', false).split('\n')[1];

  expect(opened('one', 'two')).toBe('layout guide: one; two');
  expect(opened('one', 'two', 'three')).toBe('layout guide: one; 2 more in verdict.json');
  expect(opened('one', 'two', 'against it: a', 'against it: b')).toBe(
    'layout guide: one; against it: a; 2 more in verdict.json',
  );
});
