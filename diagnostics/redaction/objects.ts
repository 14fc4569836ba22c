import { MANAGED } from '../../platform/cluster/managers.ts';
import type { Placeholder } from './placeholders.ts';
import { PLAIN_VALUE, SECRET_NAME } from './rules.ts';

type Fields = Record<string, unknown>;

/** A copy of the object as somebody applied it, whatever was in it. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `policies.kuadrant.io` of an object, where its kind is one of those whose managers are judged. */
function isManaged({ apiVersion, kind }: Fields): boolean {
  const group = String(apiVersion ?? '').split('/')[0] ?? '';
  const name = String(kind ?? '').toLowerCase();
  return [...MANAGED].some((managed) => managed === `${name.replace(/y$/, 'ie')}s.${group}`);
}

const isSecretValue = (name: string, value: unknown): value is string =>
  typeof value === 'string' && SECRET_NAME.test(name) && !PLAIN_VALUE.test(value) && !value.startsWith('[redacted:');

/** `--api-key`, behind which its value comes as the next argument. */
const isSecretFlag = (value: unknown): boolean =>
  typeof value === 'string' && /^--?[\w-]+$/.test(value) && SECRET_NAME.test(value);

/**
 * An object without secrets: in its texts, in values whose name says so (variables, fields, flags), in binary data, and in
 * the copy that was applied. Left out beside them: who set which fields where nobody asks, and the schemas of types.
 */
export function withoutSecrets(value: unknown, text: (value: string) => string, placeholder: Placeholder): unknown {
  const walk = (one: unknown): unknown => {
    if (typeof one === 'string') return text(one);
    if (Array.isArray(one))
      return one.map((entry: unknown, at) =>
        isSecretFlag(one[at - 1]) && typeof entry === 'string' ? placeholder('value', entry) : walk(entry),
      );
    return isFields(one)
      ? Object.fromEntries(Object.entries(one).flatMap(([key, inner]) => field(one, key, inner)))
      : one;
  };
  const field = (owner: Fields, key: string, inner: unknown): [string, unknown][] => {
    if (key === LAST_APPLIED || key === 'openAPIV3Schema') return [];
    if (key === 'binaryData' && isFields(inner))
      return [[key, Object.fromEntries(Object.keys(inner).map(sizeOf(inner)))]];
    if (key === 'metadata' && isFields(inner) && 'managedFields' in inner && !isManaged(owner)) {
      const { managedFields: _, ...rest } = inner;
      return [[key, walk(rest)]];
    }
    // A variable: its name and its value are two fields.
    if (key === 'value' && typeof owner['name'] === 'string' && isSecretValue(owner['name'], inner))
      return [[key, placeholder('value', inner)]];
    if (isSecretValue(key, inner)) return [[key, placeholder('value', inner)]];
    return [[text(key), walk(inner)]];
  };
  return walk(value);
}

const sizeOf =
  (data: Fields) =>
  (key: string): [string, string] => [
    key,
    `[binary data: ${Buffer.byteLength(String(data[key] ?? ''), 'base64')} bytes, not collected]`,
  ];
