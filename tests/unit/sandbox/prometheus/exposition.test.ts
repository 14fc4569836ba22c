import fc from 'fast-check';
import { Counter, Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { parseExposition } from '../../../../sandbox/prometheus/exposition.ts';

test('reads samples, labels with escapes, and values of every form', () => {
  const { samples, metadata } = parseExposition(
    [
      '# HELP calls Calls, with a back\\\\slash and a\\nnewline',
      '# TYPE calls counter',
      'calls{path="C:\\\\dir",quote="say \\"hi\\"",line="a\\nb",} 1.5e3',
      'up 1 1700000000000',
      'low -Inf',
      'odd NaN',
      '# a comment of no kind',
      '',
    ].join('\n'),
  );

  expect(samples[0]).toEqual({
    labels: { __name__: 'calls', path: 'C:\\dir', quote: 'say "hi"', line: 'a\nb' },
    value: 1500,
  });
  expect(samples.slice(1)).toEqual([
    { labels: { __name__: 'up' }, value: 1 },
    { labels: { __name__: 'low' }, value: -Infinity },
    { labels: { __name__: 'odd' }, value: Number.NaN },
  ]);
  expect(metadata.get('calls')).toEqual({ type: 'counter', help: 'Calls, with a back\\slash and a\nnewline' });
});

test.each([
  ['calls{a="1" b="2"} 1', 'closing brace'],
  ['calls{a="1"', 'closing brace'],
  ['calls{a="1",a="2"} 1', 'once'],
  ['calls one', 'a number'],
  ['calls', 'a value'],
  ['9calls 1', 'a metric name'],
  ['<html>', 'a metric name'],
])('refuses %s', (line, wanted) => {
  expect(() => parseExposition(`up 1\n${line}`)).toThrow(new RegExp(`^line 2: expected .*${wanted}`));
});

test('reads back every label value that prom-client writes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 1e9 }), async (value, count) => {
      const registry = new Registry();
      new Counter({ name: 'calls', help: 'Calls', labelNames: ['who'], registers: [registry] }).inc(
        { who: value },
        count,
      );
      expect(parseExposition(await registry.metrics()).samples).toEqual([
        { labels: { __name__: 'calls', who: value }, value: count },
      ]);
    }),
  );
});
