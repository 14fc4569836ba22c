import { expect, test } from 'vitest';
import { Pod, Service } from '../../../../platform/cluster/kinds/core.ts';
import { BackendTLSPolicy, HTTPRoute } from '../../../../platform/cluster/kinds/gateway-api.ts';
import { DestinationRule } from '../../../../platform/cluster/kinds/istio-networking.ts';
import { backendsOf, protocolProblem, speaksTls } from '../../../../platform/models/backend-protocol.ts';
import type { DeclaredModel } from '../../../../platform/models/declared.ts';

const service = (port: object) =>
  Service.schema.parse({ metadata: { name: 'm-svc', namespace: 'llm' }, spec: { ports: [{ port: 8000, ...port }] } });
const rule = (mode: string, host = 'm-svc.llm.svc.cluster.local') =>
  DestinationRule.schema.parse({
    metadata: { name: 'r', namespace: 'llm' },
    spec: { host, trafficPolicy: { tls: { mode } } },
  });
const https = { service: service({ name: 'https', appProtocol: 'https' }), port: 8000 };
const http = { service: service({ name: 'http' }), port: 8000 };

test('a server with TLS needs a rule that makes the gateway speak it', () => {
  expect(protocolProblem(https, true, { rules: [rule('SIMPLE')], policies: [] })).toBeUndefined();
  expect(protocolProblem(https, true, { rules: [rule('ISTIO_MUTUAL')], policies: [] })).toBeUndefined();
  expect(protocolProblem(https, true, { rules: [rule('SIMPLE', 'other.llm.svc')], policies: [] })).toBe(
    'Service llm/m-svc:8000: the server speaks TLS, and neither a DestinationRule nor a BackendTLSPolicy makes the gateway speak it',
  );
  expect(protocolProblem(http, true, { rules: [rule('DISABLE', 'm-svc')], policies: [] })).toMatch(
    /with mode DISABLE keeps the gateway/,
  );
});

test('a plain server needs neither rule nor declaration', () => {
  expect(protocolProblem(http, false, { rules: [], policies: [] })).toBeUndefined();
  expect(protocolProblem(http, false, { rules: [rule('SIMPLE', 'm-svc')], policies: [] })).toMatch(
    /and the server does not/,
  );
  expect(protocolProblem(https, false, { rules: [], policies: [] })).toMatch(
    /declared https, and the server speaks plain HTTP/,
  );
  expect(protocolProblem({ service: service({}), port: 8000 }, false, { rules: [], policies: [] })).toBeUndefined();
});

test('the rule of a port goes before that of the host', () => {
  const both = DestinationRule.schema.parse({
    metadata: { name: 'r', namespace: 'llm' },
    spec: {
      host: 'm-svc.llm.svc',
      trafficPolicy: {
        tls: { mode: 'SIMPLE' },
        portLevelSettings: [{ port: { number: 8000 }, tls: { mode: 'DISABLE' } }],
      },
    },
  });
  expect(protocolProblem(http, true, { rules: [both], policies: [] })).toMatch(/mode DISABLE/);
});

test('the command line of the pods tells, or that of the spec while there are none', () => {
  const model: DeclaredModel = {
    kind: 'LLMInferenceService',
    namespace: 'llm',
    name: 'm',
    object: { metadata: { name: 'm' }, spec: { template: { containers: [{ args: ['--ssl-certfile', '/tls.crt'] }] } } },
  };
  const plain = Pod.schema.parse({
    metadata: { name: 'm-1', namespace: 'llm' },
    spec: { containers: [{ name: 'main', args: ['--port', '8000'] }] },
  });
  expect(speaksTls({ model, pods: [] })).toBe(true);
  expect(speaksTls({ model, pods: [plain] })).toBe(false);
});

test('a Service that several rules name is one back end', () => {
  const refs = [{ name: 'm-svc', port: 8000 }];
  const route = HTTPRoute.schema.parse({
    metadata: { name: 'r', namespace: 'llm' },
    spec: {
      rules: [{ backendRefs: refs }, { backendRefs: refs }, { backendRefs: [{ kind: 'InferencePool', name: 'p' }] }],
    },
  });
  expect(backendsOf([route], [https.service])).toHaveLength(1);
});

test('a BackendTLSPolicy does as well, unless a DestinationRule says otherwise', () => {
  const policy = BackendTLSPolicy.schema.parse({
    metadata: { name: 'p', namespace: 'llm' },
    spec: { targetRefs: [{ kind: 'Service', name: 'm-svc' }] },
  });
  const elsewhere = { ...policy, metadata: { ...policy.metadata, namespace: 'other' } };
  expect(protocolProblem(https, true, { rules: [], policies: [policy] })).toBeUndefined();
  expect(protocolProblem(https, true, { rules: [], policies: [elsewhere] })).toMatch(/neither/);
  expect(protocolProblem(https, true, { rules: [rule('DISABLE')], policies: [policy] })).toMatch(/mode DISABLE/);
  expect(protocolProblem(http, false, { rules: [], policies: [policy] })).toMatch(/a BackendTLSPolicy makes/);
});
