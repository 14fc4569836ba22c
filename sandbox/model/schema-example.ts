import { z } from 'zod';

const Schema = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.unknown()).min(1).optional(),
  const: z.unknown().optional(),
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  items: z.record(z.string(), z.unknown()).optional(),
  minItems: z.number().optional(),
  minimum: z.number().optional(),
});

/** A value that matches a JSON Schema, as guided decoding makes one; every property that is named is there. */
export function exampleOf(schema: Record<string, unknown>): unknown {
  const read = Schema.parse(schema);
  if (read.const !== undefined) return read.const;
  if (read.enum !== undefined) return read.enum[0];
  switch (read.type) {
    case 'string':
      return 'Boston';
    case 'integer':
    case 'number':
      return read.minimum ?? 7;
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'array':
      return Array.from({ length: Math.max(1, read.minItems ?? 1) }, () => exampleOf(read.items ?? {}));
    default:
      return Object.fromEntries(
        Object.entries(read.properties ?? {}).map(([name, property]) => [name, exampleOf(property)]),
      );
  }
}
