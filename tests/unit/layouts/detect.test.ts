import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detect } from '../../../layouts/detect.ts';
import type { Observation } from '../../../layouts/observation.ts';
import { RELEASES } from '../../../layouts/releases.ts';
import { asGuide, asKustomize, asOdh, asRhoai, nothingThere, withTypes } from './seen.ts';

const typesOf = (release: string): readonly string[] => RELEASES.find((one) => one.release === release)?.types ?? [];

test.each([
  ['guide', asGuide],
  ['maas-0.0.2-odh', asOdh],
  ['maas-0.0.2-rhoai', asRhoai],
  ['maas-0.0.2-kustomize', asKustomize],
])('%s is told for certain, with the evidence and nothing against it', (layout, observation) => {
  const found = detect(observation);

  expect(found).toMatchObject({ kind: 'known', layout, confidence: 'certain', contradictions: [] });
});

test('the evidence names what was seen and where', () => {
  const { evidence } = { evidence: [], ...detect(asRhoai) };

  expect(evidence).toContain('Gateway maas-default-gateway is in openshift-ingress');
  expect(evidence).toContain('Deployment maas-api is in redhat-ods-applications');
  expect(evidence).toContain('Red Hat OpenShift AI is installed (rhods-operator)');
});

test('one weak sign is only likely, and the flavour stays open', () => {
  const models: Observation['models'] = [{ kind: 'LLMInferenceService', namespace: 'a', name: 'm', images: [] }];

  expect(detect({ models })).toMatchObject({
    layout: 'maas-0.0.2',
    confidence: 'likely',
    contradictions: ['its flavour cannot be told: any will do'],
  });
});

test('an API in two namespaces leaves the flavour open, and says why', () => {
  const both = { ...asOdh, deployments: [...(asOdh.deployments ?? []), ...(asRhoai.deployments ?? [])] };
  const found = detect({ ...both, tierMaps: [], routes: [], operators: [] });

  expect(found).toMatchObject({ layout: 'maas-0.0.2' });
  expect(found.contradictions.join()).toContain('maas-api is in opendatahub; Deployment maas-api is in redhat-ods');
});

test('an API that is left over in another namespace does not hide the flavour, and is told', () => {
  const both = { ...asOdh, deployments: [...(asOdh.deployments ?? []), ...(asKustomize.deployments ?? [])] };

  expect(detect(both)).toMatchObject({
    layout: 'maas-0.0.2-odh',
    contradictions: ['Deployment maas-api is in maas-api, as in maas-0.0.2-kustomize'],
  });
});

test('as much for one as for the other cannot be told: the signs are named', () => {
  const tierMaps = [...(asGuide.tierMaps ?? []), ...(asOdh.tierMaps ?? [])];
  const found = detect({ ...nothingThere, tierMaps });

  expect(found.kind).toBe('unknown');
  expect(found.contradictions).toEqual([
    'ConfigMap maas/tier-to-group-mapping has key mapping.yaml, as in guide',
    'ConfigMap opendatahub/tier-to-group-mapping has key tiers, as in maas-0.0.2',
  ]);
});

test('before anything is installed the guide is assumed', () => {
  const found = detect(nothingThere);

  expect(found).toMatchObject({ kind: 'known', layout: 'guide', confidence: 'assumed' });
});

test('nothing seen is not nothing there: what was not read is named', () => {
  const denied = 'missing permission: oc auth can-i list deployments.apps -n maas';
  const { deployments: _, ...rest } = nothingThere;

  expect(detect({})).toMatchObject({ kind: 'unknown', unread: [] });
  expect(detect({ ...rest, unread: { deployments: [denied] } })).toMatchObject({ kind: 'unknown', unread: [denied] });
  expect(detect({ ...nothingThere, unread: { deployments: [denied] } })).toMatchObject({ kind: 'unknown' });
});

test('what could not be read and tells nothing about MaaS does not keep the guide from being assumed', () => {
  const { models: _, ...rest } = nothingThere;

  expect(detect({ ...rest, unread: { dashboards: ['x'] } })).toMatchObject({ confidence: 'assumed' });
});

test('an installation that goes on is told by its operators', () => {
  const [serverless, mesh] = asGuide.operators ?? [];
  const guideOperators = [serverless, mesh].flatMap((operator) => operator ?? []);

  expect(detect({ ...nothingThere, operators: guideOperators })).toMatchObject({
    layout: 'guide',
    confidence: 'likely',
  });
  expect(detect({ ...nothingThere, operators: asOdh.operators })).toMatchObject({
    layout: 'maas-0.0.2-odh',
    confidence: 'likely',
  });
  expect(detect({ ...nothingThere, operators: asRhoai.operators })).toMatchObject({ layout: 'maas-0.0.2-rhoai' });
});

test.each(['v0.1.0', 'v0.1.1', 'v0.2.0'])('%s is named by its types, whatever else is there', (release) => {
  expect(detect(withTypes(nothingThere, typesOf(release)))).toMatchObject({ kind: 'newer', release });
  const upgraded = detect(withTypes(asOdh, typesOf(release)));
  expect(upgraded).toMatchObject({ kind: 'newer', release });
  expect(upgraded.contradictions).toContain(
    'ConfigMap opendatahub/tier-to-group-mapping has key tiers, as in maas-0.0.2',
  );
});

test('the last known release may be a later one with the same types; strange types are a later one', () => {
  expect(detect(withTypes(nothingThere, typesOf('v0.2.1')))).toMatchObject({ release: 'v0.2.1 or later' });
  const strange = [...typesOf('v0.2.1'), 'maasquotas.maas.opendatahub.io'];
  expect(detect(withTypes(nothingThere, strange))).toMatchObject({ release: 'a release of MaaS later than v0.2.1' });
});

test('with few types known, the release is named as exactly as they allow', () => {
  const subscriptions = 'maassubscriptions.maas.opendatahub.io';
  const tenants = 'aitenants.maas.opendatahub.io';

  expect(detect({ types: { [subscriptions]: true, [tenants]: false } })).toMatchObject({ release: 'v0.1.0 or v0.1.1' });
  expect(detect({ types: { [subscriptions]: true, [tenants]: true } })).toMatchObject({
    release: 'v0.2.0 or v0.2.1 or later',
  });
});

test('without types, an API in the infrastructure’s namespace tells a later release', () => {
  const name = 'odh-ai-gateway-infra';
  const found = detect({
    namespaces: [{ name, injected: false }],
    deployments: [{ name: 'maas-api', namespace: name, environment: {} }],
  });

  expect(found).toMatchObject({ kind: 'newer', release: 'v0.2.0 or later' });
});

test.each([
  ['3.3.1', []],
  ['3.4.2', ['rhods-operator 3.4.2 brings MaaS v0.1.1']],
  ['3.5.0', ['rhods-operator 3.5.0 brings MaaS v0.2.1']],
  ['3.9.0', ['rhods-operator 3.9.0 brings a release of MaaS later than v0.2.1']],
  ['2.25.1', []],
])('OpenShift AI %s is evidence of the release that it brings', (version, notes) => {
  const operators = (asRhoai.operators ?? []).map((one) => (one.name === 'rhods-operator' ? { ...one, version } : one));

  expect(detect({ ...asRhoai, operators }).contradictions).toEqual(notes);
  const newer = detect(withTypes({ ...asRhoai, operators }, typesOf('v0.1.1')));
  for (const note of notes) expect({ evidence: [], ...newer }.evidence).toContain(note);
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

test('whatever is seen of two installations: a layout is told with evidence, and silence is never taken for nothing', () => {
  const some = fc.subarray(Object.keys(asGuide));
  const release = fc.constantFrom(asOdh, asRhoai, asKustomize);
  fc.assert(
    fc.property(some, some, release, (ofGuide, ofRelease, other) => {
      const pick = (from: Observation, keys: string[]): Observation =>
        Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));
      const found = detect({ ...pick(asGuide, ofGuide), ...pick(other, ofRelease) });
      if (found.kind === 'known') {
        expect(found.evidence.length).toBeGreaterThan(0);
        expect(found.confidence).not.toBe('assumed');
      }
    }),
  );
});
