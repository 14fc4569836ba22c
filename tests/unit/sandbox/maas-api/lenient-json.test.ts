import { expect, test } from 'vitest';
import { decodeLenient } from '../../../../sandbox/maas-api/lenient-json.ts';

const expirationOf = (body: string): unknown => {
  const decoded = decodeLenient(body);
  return decoded.kind === 'object' ? decoded.fields.get('expiration') : decoded.kind;
};

test.each([
  ['{"expiration":"2h"}', '2h'],
  ['  {"expiration":"2h"}  trailing garbage', '2h'],
  ['{"expiration":"2h"}{"expiration":"3h"}', '2h'],
  ['{"expiration":"1h","expiration":"2h"}', '2h'],
  ['{"EXPIRATION":"2h"}', '2h'],
  ['{"expiration":"a } in \\" a string"}', 'a } in " a string'],
  ['{}', undefined],
  ['null', undefined],
  ['', 'empty'],
  ['  ', 'empty'],
  ['{"expiration":', 'invalid'],
  ['{"expiration":1e400}x', Number.POSITIVE_INFINITY],
  ['[]', 'invalid'],
  ['"2h"', 'invalid'],
  ['7', 'invalid'],
  ['nonsense', 'invalid'],
])('%s', (body, expected) => {
  expect(expirationOf(body)).toBe(expected);
});
