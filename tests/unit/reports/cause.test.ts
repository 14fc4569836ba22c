import { expect, test } from 'vitest';
import { renderConsole } from '../../../reports/console.ts';
import { renderHtml } from '../../../reports/html/page.ts';
import { renderJunit } from '../../../reports/junit.ts';
import { renderMarkdown } from '../../../reports/markdown.ts';
import type { CheckResult, Verdict } from '../../../reports/verdict-schema.ts';
import { result, verdict } from './sample.ts';

const known = (likelihood: 'certain' | 'likely'): CheckResult =>
  result('maas.b', {
    verdict: 'fail',
    remedy: 'name the host',
    cause: {
      id: 'FM-25',
      title: 'The listener has no host name',
      failureMode: 'FM-25',
      likelihood,
      why: 'it takes every host',
    },
  });
const TOLD = 'The listener has no host name (FM-25): it takes every host';

test.each<[string, (verdict: Verdict) => string]>([
  ['the console', (told) => renderConsole(told, 'console', false)],
  ['the short console', (told) => renderConsole(told, 'short', false)],
  ['JUnit', renderJunit],
  ['Markdown', renderMarkdown],
  ['the page', (told) => renderHtml(told, {})],
])('%s tells the cause of a failed check before what helps', (_name, render) => {
  const text = render(verdict([known('certain')]));

  expect(text).toContain(TOLD);
  expect(text.indexOf(TOLD)).toBeLessThan(text.lastIndexOf('name the host'));
  expect(text).not.toContain(`likely: ${TOLD}`);
  expect(render(verdict([known('likely')]))).toContain(`likely: ${TOLD}`);
});
