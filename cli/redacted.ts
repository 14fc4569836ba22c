import { redact } from '../platform/redact.ts';

/** A copy of plain data with every text in it redacted; names of fields and keys too. */
export function redacted<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, inner: unknown) =>
    typeof inner === 'string' ? redact(inner) : inner,
  );
}
