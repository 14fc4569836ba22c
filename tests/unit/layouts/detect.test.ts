import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detect } from '../../../layouts/detect.ts';
import { drift } from '../../../layouts/drift.ts';
import { guide } from '../../../layouts/guide.ts';
import { maas002 } from '../../../layouts/maas-0.0.2.ts';
import type { Observation } from '../../../layouts/observation.ts';

const asGuide: Observation = {
  tierMaps: [{ namespace: 'maas', keys: ['mapping.yaml'] }],
  apiNamespaces: ['maas'],
  limiterNamespaces: ['limitador-system'],
  gateways: [{ namespace: 'maas', name: 'maas-default-gateway', className: 'istio', hostnames: [] }],
  gatewayRoutes: ['maas-default-gateway-x.apps.example.com'],
  policies: [{ kind: 'AuthorizationPolicy', namespace: 'maas', name: 'a' }],
  requestLimits: { free: '10 per 60s', premium: '100 per 60s', enterprise: '1000 per 60s' },
  tokenLimits: {},
  models: { InferenceService: 1, LLMInferenceService: 0 },
  types: { 'knativeservings.operator.knative.dev': true, 'servicemeshcontrolplanes.maistra.io': true },
};
const asRelease: Observation = {
  tierMaps: [{ namespace: 'opendatahub', keys: ['tiers'] }],
  apiNamespaces: ['opendatahub'],
  gateways: [
    { namespace: 'openshift-ingress', name: 'maas-default-gateway', className: 'openshift-default', hostnames: ['h'] },
  ],
  policies: [{ kind: 'AuthPolicy', namespace: 'openshift-ingress', name: 'gateway-auth-policy' }],
  models: { LLMInferenceService: 1 },
};

test('each layout is told by what only it has, with the evidence', () => {
  expect(detect(asGuide)).toMatchObject({ kind: 'known', layout: 'guide', confidence: 'certain' });
  const found = detect(asRelease);
  expect(found).toMatchObject({ kind: 'known', layout: 'maas-0.0.2', confidence: 'certain' });
  expect(found.evidence).toContain('Gateway maas-default-gateway is in openshift-ingress');
});

test('one weak sign is only likely', () => {
  expect(detect({ models: { LLMInferenceService: 1 } })).toMatchObject({ layout: 'maas-0.0.2', confidence: 'likely' });
});

test('nothing, or as much for one as for the other, is unknown', () => {
  expect(detect({})).toEqual({ kind: 'unknown', evidence: [] });
  const both: Observation = { tierMaps: [...(asGuide.tierMaps ?? []), ...(asRelease.tierMaps ?? [])] };
  expect(detect(both)).toMatchObject({ kind: 'unknown' });
});

test('a release with subscriptions is named, whatever else is there', () => {
  expect(detect({ ...asRelease, types: { 'maassubscriptions.maas.opendatahub.io': true } })).toMatchObject({
    kind: 'newer',
    release: 'a release with subscriptions (v0.1 or later)',
  });
});

test('the paths of minting tell only where one is served and the other is not', () => {
  const paths = (own: number | undefined, other: number | undefined): Observation => ({
    mintPaths: {
      ...(own !== undefined && { '/maas-api/token': own }),
      ...(other !== undefined && { '/maas-api/v1/tokens': other }),
    },
  });
  expect(detect(paths(401, 404))).toMatchObject({ layout: 'guide' });
  expect(detect(paths(404, 401))).toMatchObject({ layout: 'maas-0.0.2' });
  expect(detect(paths(401, 401))).toMatchObject({ kind: 'unknown' });
  expect(detect(paths(undefined, 404))).toMatchObject({ kind: 'unknown' });
});

test('a caller who reads tells the layouts apart where anonymous requests do not', () => {
  const served = (own: string, other: string): Observation => ({ readPaths: { [own]: 200, [other]: 404 } });
  expect(detect(served('/maas-api/tokens', '/maas-api/v1/models'))).toMatchObject({ layout: 'guide' });
  expect(detect(served('/maas-api/v1/models', '/maas-api/tokens'))).toMatchObject({ layout: 'maas-0.0.2' });
  expect(detect({ readPaths: { '/maas-api/tokens': 401, '/maas-api/v1/models': 404 } })).toMatchObject({
    kind: 'unknown',
  });
});

test('evidence is never empty where a layout is told', () => {
  const some = fc.subarray(Object.keys(asGuide));
  fc.assert(
    fc.property(some, some, (ofGuide, ofRelease) => {
      const pick = (from: Observation, keys: string[]): Observation =>
        Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
      const found = detect({ ...pick(asGuide, ofGuide), ...pick(asRelease, ofRelease) });
      if (found.kind === 'known') expect(found.evidence.length).toBeGreaterThan(0);
    }),
  );
});

test('an installation that is the guide’s to the letter has no drift', () => {
  expect(drift(asGuide, guide)).toEqual([]);
});

test('where release and guide differ it is told, also where the cluster is as the release', () => {
  const rows = drift(asRelease, maas002);
  expect(rows).toContainEqual({
    subject: 'key of the tier mapping',
    guide: 'mapping.yaml',
    release: 'tiers',
    observed: 'tiers',
  });
  expect(rows.find((row) => row.subject === 'namespace of the limiter')?.observed).toBe('could not be read');
});
