import { type FieldType, field, KINDS, type Message } from './protobuf-messages.ts';

/*
 * A decoder for the few built-in kinds that kubectl sends as protobuf and for which it does not fall back to JSON.
 * Fields that the table of messages does not name are skipped.
 */
const MAGIC = Buffer.from('k8s\0');
const ENVELOPE: Message = {
  1: field('typeMeta', { 1: field('apiVersion'), 2: field('kind') }),
  2: field('raw', 'bytes'),
};

interface Wire {
  number: number;
  value: Buffer | bigint;
}

function varint(bytes: Buffer, at: number): { value: bigint; next: number } {
  let value = 0n;
  for (let index = 0; index < 10; index++) {
    const byte = bytes[at + index];
    if (byte === undefined) break;
    value |= BigInt(byte & 0x7f) << BigInt(7 * index);
    if (byte < 0x80) return { value, next: at + index + 1 };
  }
  throw new RangeError('cannot decode protobuf: a number runs past the end of the message');
}

function* wires(bytes: Buffer): Generator<Wire> {
  let at = 0;
  while (at < bytes.length) {
    const tag = varint(bytes, at);
    const number = Number(tag.value >> 3n);
    const wireType = Number(tag.value & 7n);
    const head = wireType === 1 || wireType === 5 ? { value: 0n, next: tag.next } : varint(bytes, tag.next);
    if (wireType === 0) {
      yield { number, value: head.value };
      at = head.next;
      continue;
    }
    const length = wireType === 2 ? Number(head.value) : wireType === 1 ? 8 : wireType === 5 ? 4 : Number.NaN;
    if (!(head.next + length <= bytes.length))
      throw new RangeError('cannot decode protobuf: a field runs past the end');
    yield { number, value: bytes.subarray(head.next, head.next + length) };
    at = head.next + length;
  }
}

const MAP_ENTRY: Message = { 1: field('key'), 2: field('value', 'bytes') };

function single(type: FieldType, value: Buffer | bigint): unknown {
  if (type === 'bool') return value !== 0n;
  if (typeof value === 'bigint') return Number(BigInt.asIntN(64, value));
  if (type === 'string') return value.toString('utf8');
  return typeof type === 'object' ? decode(type, value) : value;
}

function entry(type: 'stringMap' | 'bytesMap', value: Buffer | bigint): [string, string] {
  const { key, value: content } = decode(MAP_ENTRY, Buffer.isBuffer(value) ? value : Buffer.alloc(0));
  const bytes = Buffer.isBuffer(content) ? content : Buffer.alloc(0);
  return [String(key ?? ''), bytes.toString(type === 'bytesMap' ? 'base64' : 'utf8')];
}

function decode(message: Message, bytes: Buffer): Record<string, unknown> {
  const decoded: Record<string, unknown> = {};
  for (const { number, value } of wires(bytes)) {
    const known = message[number];
    if (known === undefined) continue;
    const { name, type, repeated } = known;
    const present = decoded[name];
    if (type === 'stringMap' || type === 'bytesMap') {
      decoded[name] = Object.fromEntries([...Object.entries(present ?? {}), entry(type, value)]);
    } else if (repeated) {
      decoded[name] = [...(Array.isArray(present) ? present : []), single(type, value)];
    } else {
      decoded[name] = single(type, value);
    }
  }
  return decoded;
}

/**
 * Decodes a body of type application/vnd.kubernetes.protobuf. Undefined for a kind that is not in the table; throws a
 * RangeError for bytes that are no such message.
 */
export function fromProtobuf(body: Buffer): Record<string, unknown> | undefined {
  if (!body.subarray(0, MAGIC.length).equals(MAGIC))
    throw new RangeError('cannot decode protobuf: it lacks the prefix "k8s\\0"');
  const { typeMeta, raw } = decode(ENVELOPE, body.subarray(MAGIC.length));
  const { apiVersion, kind } = { apiVersion: '', kind: '', ...(typeMeta ?? {}) };
  const message = KINDS[kind];
  if (message === undefined) return undefined;
  return { apiVersion, kind, ...decode(message, Buffer.isBuffer(raw) ? raw : Buffer.alloc(0)) };
}
