import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromProtobuf } from '../../../../sandbox/kube/protobuf.ts';

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  return Buffer.from([...bytes, rest]);
}

/** Fields as pairs of number and content: text, a number, or the bytes of a message. */
const message = (...fields: [number, string | number | Buffer][]): Buffer =>
  Buffer.concat(
    fields.map(([number, content]) => {
      if (typeof content === 'number') return Buffer.concat([varint(number * 8), varint(content)]);
      const bytes = Buffer.from(content);
      return Buffer.concat([varint(number * 8 + 2), varint(bytes.length), bytes]);
    }),
  );
const envelope = (kind: string, raw: Buffer, apiVersion = 'authorization.k8s.io/v1'): Buffer =>
  Buffer.concat([Buffer.from('k8s\0'), message([1, message([1, apiVersion], [2, kind])], [2, raw], [3, ''], [4, ''])]);

test('an access review as kubectl sends it', () => {
  const attributes = message([1, 'maas'], [2, 'list'], [3, ''], [4, '*'], [5, 'pods'], [6, 'log'], [7, '']);
  const raw = message([1, message([8, ''])], [2, message([1, attributes])], [3, message([1, 0])]);
  expect(fromProtobuf(envelope('SelfSubjectAccessReview', raw))).toMatchObject({
    apiVersion: 'authorization.k8s.io/v1',
    kind: 'SelfSubjectAccessReview',
    spec: { resourceAttributes: { namespace: 'maas', verb: 'list', group: '', resource: 'pods', subresource: 'log' } },
  });
});

test('repeated fields and numbers: a token request', () => {
  const raw = message([2, message([1, 'one'], [1, 'two'], [4, 7_200])]);
  expect(fromProtobuf(envelope('TokenRequest', raw))).toMatchObject({
    spec: { audiences: ['one', 'two'], expirationSeconds: 7_200 },
  });
});

test('maps: a namespace with labels, a Secret with bytes', () => {
  const labels = message([1, 'x'], [11, message([1, 'a'], [2, '1'])], [11, message([1, 'b'], [2, '2'])]);
  expect(fromProtobuf(envelope('Namespace', message([1, labels]), 'v1'))).toMatchObject({
    metadata: { name: 'x', labels: { a: '1', b: '2' } },
  });
  const data = message([1, 'k'], [2, Buffer.from([0, 255])]);
  expect(fromProtobuf(envelope('Secret', message([2, data]), 'v1'))).toMatchObject({ data: { k: 'AP8=' } });
});

test('a kind that is not in the table is not guessed at', () => {
  expect(fromProtobuf(envelope('Deployment', message([1, 'x'])))).toBeUndefined();
});

test('bytes that are no such message are refused, never misread', () => {
  expect(() => fromProtobuf(Buffer.from('{"kind":"Pod"}'))).toThrow('k8s\\0');
  const whole = envelope('Namespace', message([1, message([1, 'name'])]), 'v1');
  expect(() => fromProtobuf(whole.subarray(0, whole.length - 6))).toThrow(RangeError);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
      try {
        fromProtobuf(envelope('Namespace', Buffer.from(noise), 'v1'));
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
  );
});
