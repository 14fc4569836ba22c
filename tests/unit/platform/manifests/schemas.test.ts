import { expect, test } from 'vitest';
import { definitionsIn } from '../../../../platform/manifests/schemas.ts';

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'models.example.com' },
  spec: {
    group: 'example.com',
    names: { kind: 'Model', plural: 'models' },
    versions: [
      {
        name: 'v1',
        served: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                required: ['uri'],
                properties: {
                  uri: { type: 'string', pattern: '^(hf|oci)://', format: 'uri' },
                  replicas: { type: 'integer', minimum: 0 },
                  port: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
                  mode: { type: 'string', enum: ['echo', 'random'] },
                  route: { type: 'object', nullable: true, 'x-kubernetes-preserve-unknown-fields': true },
                  labels: { type: 'object', additionalProperties: { type: 'string' } },
                },
              },
            },
          },
        },
      },
      { name: 'v1alpha1', served: false },
    ],
  },
};
const model = (spec: object, apiVersion = 'example.com/v1') => ({
  apiVersion,
  kind: 'Model',
  metadata: { name: 'm', labels: {} },
  spec,
});
const { problems, kinds } = definitionsIn([definition, { kind: 'ConfigMap' }, undefined]);

test('what keeps to its definition has no problem', () => {
  const whole = { uri: 'hf://a/b', replicas: 1, port: 'http', mode: 'echo', route: { any: 1 }, labels: { a: 'b' } };
  expect(kinds).toBe(1);
  expect(problems(model(whole))).toEqual([]);
  expect(problems(model({ uri: 'hf://a/b', port: 8000, route: null }))).toEqual([]);
});

test.each([
  { spec: { replicas: 1 }, says: 'Model m: spec lacks uri' },
  {
    spec: { uri: 'hf://a', replcas: 1 },
    says: 'Model m: spec.replcas is no field of its kind: the API server would drop it',
  },
  { spec: { uri: 'hf://a', replicas: '1' }, says: 'Model m: spec.replicas must be integer' },
  { spec: { uri: 'hf://a', replicas: -1 }, says: 'Model m: spec.replicas must be >= 0' },
  { spec: { uri: 'https://a' }, says: 'Model m: spec.uri must match pattern "^(hf|oci)://"' },
  { spec: { uri: 'hf://a', mode: 'loud' }, says: 'Model m: spec.mode must be one of echo, random' },
  { spec: { uri: 'hf://a', labels: { a: 1 } }, says: 'Model m: spec.labels.a must be string' },
])('$says', ({ spec, says }) => {
  expect(problems(model(spec))).toEqual([says]);
});

test('a version that is not served is named, and an object of another kind is not judged', () => {
  expect(problems(model({}, 'example.com/v1alpha1'))).toEqual(['Model m: its definition serves v1, not v1alpha1']);
  expect(problems({ ...model({}), kind: 'Other' })).toEqual([]);
  expect(problems('no object')).toEqual([]);
});

test('a schema that is none is not held against the objects', () => {
  const broken = structuredClone(definition);
  const { uri } = broken.spec.versions[0]?.schema?.openAPIV3Schema.properties.spec.properties ?? {};
  Object.assign(uri ?? {}, { pattern: '(' });
  expect(definitionsIn([broken]).problems(model({}))).toEqual([]);
});
