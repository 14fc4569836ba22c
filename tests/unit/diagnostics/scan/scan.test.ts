import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactor } from '../../../../diagnostics/redaction/redactor.ts';
import { scannedStream, scanner } from '../../../../diagnostics/scan/scan.ts';

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl';
const scan = scanner([]);
const found = (text: string | Buffer): string | undefined => scan(Buffer.from(text));

test.each([
  [JWT, 'a JSON web token'],
  ['sha256~0123456789abcdef0123', 'an OpenShift token'],
  ['sk-0123456789abcdef', 'an API key (sk-)'],
  ['-----BEGIN EC PRIVATE KEY-----', 'a private key'],
  ['Authorization: Bearer 0123456789abcdef', 'a bearer token'],
  [`Basic ${Buffer.from('ann:hunter2hunter2').toString('base64')}`, 'basic credentials'],
  ['https://ann:hunter2@host', 'a URL with credentials'],
  ['Cookie: a=0123456789', 'a cookie'],
  ['"password": "hunter2hunter2"', 'a password or key beside its name'],
  ['{"auth":"cm9ib3Q6aHVudGVyMg=="}', 'an entry of a pull secret'],
  ['"kubectl.kubernetes.io/last-applied-configuration":', 'a copy of what was applied'],
])('in %s is %s', (text, kind) => {
  expect(found(`x ${text} y`)).toBe(kind);
  expect(found(gzipSync(`x ${text} y`))).toBe(`${kind}, in encoded or packed data`);
  const nested = gzipSync(gzipSync(`x ${text} y`).toString('base64')).toString('base64');
  expect(found(`data: ${nested}`)).toBe(`${kind}, in encoded or packed data`);
});

test.each([
  '[redacted:jwt:1] Bearer [redacted:authorization:1] https://[redacted:url:1]@host "password": "[redacted:value:1]"',
  'sha256:0123456789abcdef task-0123456789abcdef basic understanding of bearer things',
  'eyJabcdefgh.abcdefgh.ijklmnop',
])('in %s is nothing', (text) => {
  expect(found(text)).toBeUndefined();
});

test('a secret of the run is found in each of its forms, and not told', () => {
  expect(scanner(['Y29ycmVjdC1ob3JzZS'])(Buffer.from('a Y29ycmVjdC1ob3JzZS b'))).toBe('a secret of this run');
});

test('of several secrets of the run each is found, whatever characters they have', () => {
  const several = scanner(['plain-secret-1', 'a.b*c(d[e', 'last\\one$']);
  for (const secret of ['plain-secret-1', 'a.b*c(d[e', 'last\\one$'])
    expect(several(Buffer.from(`x${secret}y`))).toBe('a secret of this run');
  expect(several(Buffer.from('aXbbbc(d[e plain secret'))).toBeUndefined();
});

test('encoded data is looked into wherever it lies, with and without its padding', () => {
  const encoded = Buffer.from(`password=hunter2hunter2-${'x'.repeat(6)}`).toString('base64');
  expect(encoded.length).toBe(40);
  for (const text of [encoded, ` ${encoded}`, `${encoded}\n`, `key: "${encoded}=="`])
    expect(found(text)).toBe('a password or key beside its name, in encoded or packed data');
});

test('what is packed too deep or too large to look into is no bundle’s', () => {
  let deep = Buffer.from('harmless');
  for (let depth = 0; depth < 8; depth += 1) deep = gzipSync(deep);
  expect(found(deep)).toContain('too large or too deep');
  expect(found(gzipSync(Buffer.alloc(80 * 2 ** 20)))).toContain('too large or too deep');
});

test('a secret is found wherever it lies between two pieces', () => {
  const WINDOW = 256 * 1024;
  for (const at of [WINDOW - 40, WINDOW - 20, WINDOW - 1, WINDOW]) {
    const bytes = Buffer.alloc(2 * WINDOW, 'x ');
    bytes.write(` ${JWT} `, at);
    const stream = scannedStream(scan);
    const kinds: (string | undefined)[] = [];
    for (let from = 0; from < bytes.length; from += 65_536)
      kinds.push(stream.push(bytes.subarray(from, from + 65_536)));
    kinds.push(stream.end());
    expect(kinds.filter((kind) => kind !== undefined)).not.toEqual([]);
  }
});

/** Pieces of what logs and objects are made of, secrets among them, in any order and neighbourhood. */
const piece = fc.oneof(
  fc.constantFrom(JWT, 'sha256~0123456789abcdef0123', 'sk-0123456789abcdefgh', 'ghp_0123456789abcdef01234567'),
  fc.constantFrom(
    'Bearer ',
    'basic ',
    'Set-Cookie: ',
    'password',
    'api_key',
    'token',
    'client_secret',
    'auth',
    '://',
    '@',
  ),
  fc.constantFrom('"', "'", '\\"', ': ', '=', ' = ', ',', '}', '&', '[', ']', '\n', ' ', '/', '-', '_', '.'),
  fc.constantFrom('-----BEGIN RSA PRIVATE KEY-----', '-----END RSA PRIVATE KEY-----', 'AKIAIOSFODNN7EXAMPLE'),
  fc.stringMatching(/^[A-Za-z0-9+/=_-]{1,40}$/),
  fc.string({ maxLength: 30 }).map((text) => Buffer.from(`password=${text}0123456789`).toString('base64')),
  fc.string({ maxLength: 30 }),
);

test('whatever the text, nothing is left in it that the scan would find', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      expect(found(redactor().text(pieces.join('')))).toBeUndefined();
    }),
    { numRuns: Number(process.env['MAAS_VERIFY_FUZZ_RUNS'] ?? 3_000) },
  );
});
