import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inline, renderMarkdown } from '../../../reports/markdown.ts';
import { anyText, everyKind, result, verdict } from './sample.ts';

test('what is wrong comes first, consequences below their cause', () => {
  expect(renderMarkdown(verdict(everyKind))).toMatchSnapshot();
});

test('no text breaks out of its cell or becomes markup', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const safe = inline(text);
      expect(safe).not.toMatch(/[\n\r]/);
      expect(safe.replaceAll('<br>', '')).not.toMatch(/[<>]/);
      expect(safe.replaceAll(/\\./g, '')).not.toMatch(/[|`*_[\]]/);
    }),
  );
});

test('a huge verdict is cut below what a job summary may have, and says so', () => {
  const many = Array.from({ length: 3_000 }, (_, at) =>
    result(`maas.c${at}`, { verdict: 'fail', observed: 'ü'.repeat(500) }),
  );
  const text = renderMarkdown(verdict(many));
  expect(Buffer.byteLength(text)).toBeLessThan(2 ** 20);
  expect(text).toContain('## MaaS verification: fail');
  expect(text).toMatch(/The summary is cut here: the whole result is in verdict\.json\.\n$/);
  expect(text).not.toContain('\ufffd');
});
