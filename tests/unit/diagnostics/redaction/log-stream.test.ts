import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactedStream } from '../../../../diagnostics/redaction/log-stream.ts';
import { redactor } from '../../../../diagnostics/redaction/redactor.ts';

/** All that comes out of a stream that is fed in pieces of so many bytes. */
function through(text: string, piece: number, redact: (text: string) => string): string {
  const stream = redactedStream(redact);
  const bytes = Buffer.from(text);
  let out = '';
  for (let from = 0; from < bytes.length; from += piece) out += stream.push(bytes.subarray(from, from + piece));
  return out + stream.end();
}

const line = (index: number): string => `2026-11-02T08:17:30Z INFO ${index} päth ${'x'.repeat(80)}\n`;
const many = Array.from({ length: 8_000 }, (_, index) => line(index)).join('');

test('whatever the pieces, the text is the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_000, max: 300_000 }), (piece) => {
      expect(through(many, piece, (text) => text)).toBe(many);
    }),
    { numRuns: 10 },
  );
});

test.each([1_000, 65_537, 262_144])(
  'a private key across pieces of %d bytes is gone, with a time before each line',
  (piece) => {
    const key = [
      'BEGIN RSA PRIVATE KEY',
      ...Array.from({ length: 40 }, (_, index) => `SECRETLINE${index}`),
      'END RSA PRIVATE KEY',
    ];
    const lines = key
      .map((part) => `2026-11-02T08:17:30Z ${part.includes(' ') ? `-----${part}-----` : part}\n`)
      .join('');
    for (const before of [0, 2_180, 2_185, 2_190, 2_195]) {
      const text = `${many.slice(0, before * 119)}\n${lines}${many}`;
      const out = through(text, piece, redactor().text);
      expect(out).not.toContain('SECRETLINE');
      expect(out).toContain('[redacted:private-key:1]');
    }
  },
);

test('a line without end is left out, up to its end, and no half of a secret with it', () => {
  const text = `before\n${'a'.repeat(600_000)} password=${'hunter2'.repeat(3)}${'b'.repeat(100)}\nafter\n`;
  const out = through(text, 10_000, redactor().text);
  expect(out).toMatch(/^before\n\[a line of more than 131072 characters was left out\]\nafter\n$/);
});
