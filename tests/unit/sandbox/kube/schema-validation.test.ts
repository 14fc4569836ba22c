import { expect, test } from 'vitest';
import { schemaViolations } from '../../../../sandbox/kube/schema-validation.ts';

const schema = {
  type: 'object',
  properties: {
    spec: {
      type: 'object',
      required: ['rules'],
      properties: {
        replicas: { type: 'integer', format: 'int32', minimum: 0 },
        mode: { type: 'string', enum: ['A', 'B'] },
        rules: {
          type: 'array',
          items: { type: 'object', required: ['host'], properties: { host: { type: 'string' } } },
        },
      },
    },
  },
};

test.each([
  [{ spec: { rules: [] } }, []],
  [{ spec: {} }, ['spec.rules: Required value']],
  [{ spec: { rules: [{}] } }, ['spec.rules[0].host: Required value']],
  [
    { spec: { rules: [], replicas: 'x' } },
    ['spec.replicas: Invalid value: "string": spec.replicas in body must be of type integer: "string"'],
  ],
  [{ spec: { rules: [], mode: 'C' } }, ['spec.mode: Unsupported value: "C": supported values: "A", "B"']],
  [{ spec: { rules: [], replicas: -1 } }, ['spec.replicas: Invalid value: -1: spec.replicas in body must be >= 0']],
])('%j', (object, violations) => {
  expect(schemaViolations(schema, object).map(({ field, message }) => `${field}: ${message}`)).toEqual(violations);
});

test('a type without a schema accepts everything', () => {
  expect(schemaViolations(undefined, { spec: 1 })).toEqual([]);
});
