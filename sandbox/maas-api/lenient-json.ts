/** What a body holds, as Go's decoder reads it. */
export type Decoded = { kind: 'empty' } | { kind: 'invalid' } | { kind: 'object'; fields: Map<string, unknown> };

/** Where the first JSON value of a text ends; undefined when it does not end. */
function endOfFirstValue(text: string): number | undefined {
  if (!/^[{[]/.test(text)) {
    const scalar = /^("(?:[^"\\]|\\.)*"|[^\s,{}[\]"]+)/s.exec(text);
    return scalar?.[0].length;
  }
  let depth = 0;
  for (const { 0: part, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/gs)) {
    if (part === '{' || part === '[') depth += 1;
    if (part === '}' || part === ']') depth -= 1;
    if (depth === 0) return index + part.length;
  }
  return undefined;
}

/**
 * Decodes a body as the release does (measured): whatever its content type, only its first value, keys in any case, the
 * last of equal keys. `null` counts as an object without fields; any other value that is no object is invalid.
 */
export function decodeLenient(body: string): Decoded {
  const text = body.trimStart();
  if (text === '') return { kind: 'empty' };
  const end = endOfFirstValue(text);
  if (end === undefined) return { kind: 'invalid' };
  let value: unknown;
  try {
    value = JSON.parse(text.slice(0, end));
  } catch {
    return { kind: 'invalid' };
  }
  if (value === null) return { kind: 'object', fields: new Map() };
  if (typeof value !== 'object' || Array.isArray(value)) return { kind: 'invalid' };
  return { kind: 'object', fields: new Map(Object.entries(value).map(([name, item]) => [name.toLowerCase(), item])) };
}
