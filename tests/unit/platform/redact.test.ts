import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { forgetSecrets, redact, register } from '../../../platform/redact.ts';

beforeEach(forgetSecrets);

const secret = fc
  .string({ minLength: 12, maxLength: 80, unit: 'grapheme-ascii' })
  .filter((text) => text.trim().length >= 12);
const text = fc.string({ unit: 'grapheme' });

test('no registered secret survives, whatever surrounds it', () => {
  fc.assert(
    fc.property(secret, text, text, (value, before, after) => {
      forgetSecrets();
      register(value);
      expect(redact(before + value + after)).not.toContain(value.trim());
    }),
  );
});

test('no registered secret survives as base64, in any alignment, or URL-encoded, or in JSON', () => {
  fc.assert(
    fc.property(secret, fc.string({ unit: 'binary-ascii' }), (value, before) => {
      forgetSecrets();
      register(value);
      const own = value.trim();
      const encoded = Buffer.from(before + own).toString('base64');
      const clean = redact(`data: ${encoded}`).replaceAll('[redacted]', '');
      // What is left around the mark may not be long enough to tell more than the edges.
      expect(clean.includes(encoded)).toBe(false);
      expect(redact(`?q=${encodeURIComponent(own)}&`)).not.toContain(encodeURIComponent(own));
      expect(redact(JSON.stringify({ a: own }))).not.toContain(JSON.stringify(own).slice(1, -1));
    }),
  );
});

test('redacting twice changes nothing more', () => {
  fc.assert(
    fc.property(secret, text, (value, around) => {
      forgetSecrets();
      register(value);
      const once = redact(`${around} Bearer ${value} token: ${value} ${around}`);
      expect(redact(once)).toBe(once);
    }),
  );
});

test('the longest secret is replaced first', () => {
  register('secret-one', 'secret-one-and-more');

  expect(redact('x secret-one-and-more y')).toBe('x [redacted] y');
});

test.each([
  ['a JWT', 'got eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl!', 'got [redacted]!'],
  ['an unsigned JWT', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.', '[redacted]'],
  ['a bearer', 'Authorization: Bearer abcdefgh1234', 'Authorization: Bearer [redacted]'],
  ['an OpenShift token', 'oc login --token sha256~AbCdEfGhIjKl', 'oc login --token [redacted]'],
  ['an API key', 'key sk-oai-abc_1234567', 'key [redacted]'],
  ['a URL with a password', 'https://user:hunter22@host/x', 'https://[redacted]@host/x'],
  ['a kubeconfig token', '    token: abcdefghijklmnop', '    token: [redacted]'],
  ['a kubeconfig key', 'client-key-data: LS0tLS1CRUdJTg==', 'client-key-data: [redacted]'],
  ['a JSON token', '{"token":"abcdefghijkl"}', '{"token":"[redacted]"}'],
])('%s is replaced though nobody registered it', (_, before, after) => {
  expect(redact(before)).toBe(after);
});

test('a private key is replaced, complete or cut off', () => {
  const key = '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----';

  expect(redact(`a ${key} b`)).toBe('a [redacted] b');
  expect(redact(`a ${key.slice(0, 45)}`)).toBe('a [redacted]');
});

test.each([
  'pods "x" is forbidden: User "y" cannot list resource "pods" in the namespace "maas"',
  'https://maas.apps.example.com:8443/v1/models answered 401',
  'tokens: 12 of 100 used',
  'bearer of good news',
])('ordinary text stays: %s', (ordinary) => {
  expect(redact(ordinary)).toBe(ordinary);
});

test.each([
  ['letters', 'x'.repeat(300_000)],
  ['beginnings of tokens', 'eyJaaaa-'.repeat(30_000)],
  ['beginnings of addresses', 'http://'.repeat(30_000)],
  ['words for credentials', 'bearer token: '.repeat(20_000)],
])('a long text of %s is redacted in time that grows with its length', (_, text) => {
  const began = performance.now();
  redact(text);
  expect(performance.now() - began).toBeLessThan(3_000);
});
