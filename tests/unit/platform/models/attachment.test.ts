import { expect, test } from 'vitest';
import { maas002 } from '../../../../layouts/maas-0.0.2.ts';
import { Gateway, HTTPRoute } from '../../../../platform/cluster/kinds/gateway-api.ts';
import { attachedRoutes, elsewhere, routesOfModel } from '../../../../platform/models/attachment.ts';
import type { DeclaredModel } from '../../../../platform/models/declared.ts';
import { scaledToZero, scalesToZero } from '../../../../platform/models/scaling.ts';
import { urlProblems } from '../../../../platform/models/served-urls.ts';

const model = (name: string, spec: Record<string, unknown> = {}): DeclaredModel => ({
  kind: 'LLMInferenceService',
  namespace: 'llm',
  name,
  object: { metadata: { name, namespace: 'llm' }, spec },
});
const route = (metadata: object, backend: object = { name: 'x' }, parent = 'maas-default-gateway') =>
  HTTPRoute.schema.parse({
    metadata: { name: 'r', namespace: 'llm', ...metadata },
    spec: { parentRefs: [{ name: parent, namespace: 'openshift-ingress' }], rules: [{ backendRefs: [backend] }] },
  });
const gateway = Gateway.schema.parse({
  metadata: { name: 'maas-default-gateway', namespace: 'openshift-ingress' },
  spec: { gatewayClassName: 'openshift-default', listeners: [] },
});

test('a route is a model’s by its owner, its label, its name in the model, or its back end', () => {
  const ofModel = (own: DeclaredModel, one: ReturnType<typeof route>) => routesOfModel(own, [one]).length;
  expect(ofModel(model('m'), route({ ownerReferences: [{ kind: 'LLMInferenceService', name: 'm' }] }))).toBe(1);
  expect(ofModel(model('m'), route({ labels: { 'app.kubernetes.io/name': 'm' } }))).toBe(1);
  expect(ofModel(model('m', { router: { route: { http: { refs: [{ name: 'r' }] } } } }), route({}))).toBe(1);
  expect(ofModel(model('m'), route({}, { name: 'm-kserve-workload-svc' }))).toBe(1);
  expect(ofModel(model('m'), route({ namespace: 'maas' }, { name: 'm-predictor-00001', namespace: 'llm' }))).toBe(1);
  expect(ofModel(model('m'), route({}, { name: 'm-large-kserve-workload-svc' }))).toBe(0);
  expect(ofModel(model('m'), route({ namespace: 'maas' }, { name: 'm-predictor' }))).toBe(0);
});

test('only routes whose parent is the MaaS gateway attach', () => {
  const own = { labels: { 'app.kubernetes.io/name': 'm' } };
  expect(attachedRoutes(model('m'), [route(own)], gateway)).toHaveLength(1);
  expect(attachedRoutes(model('m'), [route(own, undefined, 'openshift-ai-inference')], gateway)).toEqual([]);
});

test('a model that names tiers and another gateway is elsewhere', () => {
  const object = (refs: object[], annotations = { 'alpha.maas.opendatahub.io/tiers': '[]' }) => ({
    metadata: { name: 'm', namespace: 'llm', annotations },
    spec: { router: { gateway: { refs } } },
  });
  const own = { name: 'maas-default-gateway', namespace: 'openshift-ingress' };
  expect(elsewhere([object([own])], maas002)).toEqual([]);
  expect(elsewhere([object([{ name: 'other', namespace: 'x' }])], maas002)).toEqual([
    'llm/m names tiers, but x/other instead of openshift-ingress/maas-default-gateway',
  ]);
  expect(elsewhere([object([])], maas002)).toEqual([
    'llm/m names tiers, but no gateway instead of openshift-ingress/maas-default-gateway',
  ]);
  expect(elsewhere([{ metadata: { name: 'm', namespace: 'llm' } }], maas002)).toEqual([]);
});

test('a serverless model with minReplicas 0 may sleep, a raw deployment may not', () => {
  const service = (minReplicas: number | undefined, annotations = {}): DeclaredModel => ({
    kind: 'InferenceService',
    namespace: 'llm',
    name: 'm',
    object: { metadata: { name: 'm', annotations }, spec: { predictor: { minReplicas } } },
  });
  expect(scalesToZero(service(0))).toBe(true);
  expect(scalesToZero(service(1))).toBe(false);
  expect(scalesToZero(service(undefined))).toBe(false);
  expect(scalesToZero(service(0, { 'serving.kserve.io/deploymentMode': 'RawDeployment' }))).toBe(false);
  expect(scaledToZero(model('m', { replicas: 0 }))).toBe(true);
  expect(scaledToZero(model('m', { replicas: 1 }))).toBe(false);
});

test('a URL that is missing, broken or plain is named', () => {
  expect(urlProblems({ urls: { m: 'https://maas.example/llm/m' }, lost: [] })).toEqual([]);
  expect(urlProblems({ urls: { m: 'http://maas.example/llm/m' }, lost: ['n'] })).toEqual([
    'n is listed without the URL of its model',
    'm is listed with http://maas.example/llm/m: over http a token goes in the clear (FM-10)',
  ]);
  expect(urlProblems({ urls: { m: '/llm/m' }, lost: [] })).toEqual(['m is listed with /llm/m, which is no URL']);
});
