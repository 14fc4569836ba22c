import { expect, test } from 'vitest';
import { openPolicy } from '../../../../platform/cluster/istio-authorization.ts';
import { AuthorizationPolicy } from '../../../../platform/cluster/kinds/istio-security.ts';

const object = (spec: object) => ({ metadata: { name: 'p', namespace: 'maas' }, spec });
const policy = (spec: object) => AuthorizationPolicy.schema.parse(object(spec));

test('a rule that names no source and no condition lets everybody in, also where it names an empty list of them', () => {
  expect(openPolicy(policy({ rules: [{ from: [{ source: {} }] }] }))).toBeUndefined();
  expect(openPolicy(policy({ rules: [{ to: [] }] }))).toContain('allows every caller');
  expect(openPolicy(policy({ rules: [{ from: [], when: [] }] }))).toContain('allows every caller');
});

test.each([
  ['from', { rules: [{ from: null }] }],
  ['when', { rules: [{ when: 'always' }] }],
  ['paths', { rules: [{ to: [{ operation: { paths: [['/v1/*']] } }] }] }],
  ['rules', { rules: 'all' }],
])('a policy that cannot be read whole is not read at all: %s', (_, spec) => {
  expect(AuthorizationPolicy.schema.safeParse(object(spec)).success).toBe(false);
});
