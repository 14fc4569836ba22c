import { expect, test } from 'vitest';
import { unprotectedPaths } from '../../../../platform/cluster/istio-authorization.ts';
import { AuthorizationPolicy } from '../../../../platform/cluster/kinds/istio-security.ts';

const PATHS = ['/maas-api', '/v1'];
const policy = (action: string, operation: object | undefined, more: object = {}) =>
  AuthorizationPolicy.schema.parse({
    metadata: { name: 'a', namespace: 'ingress' },
    spec: { action, provider: { name: 'authorino' }, rules: [{ ...(operation && { to: [{ operation }] }), ...more }] },
  });

test('CUSTOM and DENY leave open what no rule is about', () => {
  const covered = (...paths: string[]) => unprotectedPaths([policy('CUSTOM', { paths })], PATHS);
  expect(covered('/maas-api/*', '/v1/*')).toEqual([]);
  expect(covered('*')).toEqual([]);
  expect(covered('/maas-api/*')).toEqual(['/v1']);
  expect(covered('/v1')).toEqual(PATHS);
  expect(unprotectedPaths([policy('DENY', { paths: ['/v1/*'] })], PATHS)).toEqual(['/maas-api']);
});

test('a rule that names no path is about all, but for those it leaves out', () => {
  expect(unprotectedPaths([policy('CUSTOM', undefined)], PATHS)).toEqual([]);
  expect(unprotectedPaths([policy('CUSTOM', {})], PATHS)).toEqual([]);
  expect(unprotectedPaths([policy('CUSTOM', { notPaths: ['/v1/*'] })], PATHS)).toEqual(['/v1']);
});

test('two policies cover together; ALLOW refuses whatever no rule is about', () => {
  const [api, inference] = [policy('CUSTOM', { paths: ['/maas-api/*'] }), policy('CUSTOM', { paths: ['/v1/*'] })];
  expect(unprotectedPaths([api, inference], PATHS)).toEqual([]);
  expect(unprotectedPaths([policy('ALLOW', { paths: ['/v1/*'] }, { from: [{ source: {} }] })], PATHS)).toEqual([]);
});
