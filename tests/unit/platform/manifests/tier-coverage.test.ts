import { expect, test } from 'vitest';
import { LAYOUTS } from '../../../../layouts/layouts.ts';
import { tierCoverageProblems } from '../../../../platform/manifests/tier-coverage.ts';

const layout = LAYOUTS.get('maas-0.0.2');
if (layout === undefined) throw new Error('there is no layout maas-0.0.2');

const mapping = (...names: string[]) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'tier-to-group-mapping' },
  data: { tiers: names.map((name) => `- { name: ${name}, groups: [${name}-users] }\n`).join('') },
});
const policy = (name: string, ...predicates: string[]) => ({
  apiVersion: 'kuadrant.io/v1',
  kind: 'RateLimitPolicy',
  metadata: { name, namespace: 'openshift-ingress' },
  spec: {
    targetRef: { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: 'maas-default-gateway' },
    limits: Object.fromEntries(
      predicates.map((predicate, index) => [
        `l${index}`,
        { rates: [{ limit: 5, window: '2m' }], when: [{ predicate }] },
      ]),
    ),
  },
});
const of = (tier: string): string => `auth.identity.tier == "${tier}"`;

test('every mapped tier has a limit, in whatever file: nothing', () => {
  const documents = [mapping('free', 'premium'), policy('a', of('free')), policy('b', of('premium')), 'text', null];
  expect(tierCoverageProblems(documents, layout)).toEqual([]);
});

test('a mapped tier without a limit, and a limit for a tier that is not mapped', () => {
  expect(tierCoverageProblems([mapping('free', 'premium'), policy('a', of('free'), of('premum'))], layout)).toEqual([
    'tier premium is mapped, and no RateLimitPolicy limits it',
    expect.stringMatching(/^RateLimitPolicy .*a: limit l1 is for tier premum, which the tier mapping lacks$/),
  ]);
});

test('what only a cluster has is not missed', () => {
  expect(tierCoverageProblems([mapping('free')], layout)).toEqual([]);
  expect(tierCoverageProblems([policy('a', of('free'))], layout)).toEqual([]);
});

test('a limit that may be for anybody leaves nobody surely without one', () => {
  const documents = [
    mapping('free', 'premium'),
    policy('a', of('free'), 'request.path.startsWith(auth.identity.home)'),
  ];
  expect(tierCoverageProblems(documents, layout)).toEqual([]);
});
