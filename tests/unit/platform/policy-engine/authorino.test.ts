import { expect, test } from 'vitest';
import type { AuthorinoObject } from '../../../../platform/cluster/kinds/policy-engine.ts';
import { authorinoTls } from '../../../../platform/policy-engine/authorino.ts';

type Tls = NonNullable<NonNullable<NonNullable<AuthorinoObject['spec']>['listener']>['tls']>;

const authorino = (tls?: Tls): AuthorinoObject => ({
  metadata: { name: 'authorino', namespace: 'k' },
  spec: { listener: { tls } },
});
const withTls = authorino({ enabled: true, certSecretRef: { name: 'authorino-server-cert' } });
const plain = authorino({ enabled: false });
const FROM_GATEWAY = { 'security.opendatahub.io/authorino-tls-bootstrap': 'true' };
const judge = (more: Partial<Parameters<typeof authorinoTls>[0]>) =>
  authorinoTls({ gatewayAnnotations: {}, lookups: [], authorino: plain, environment: new Map(), ...more });

test('where nobody speaks TLS, nothing is asked of Authorino', () => {
  expect(judge({ lookups: ['http://maas-api.maas.svc:8080/v1/tiers/lookup'] })).toEqual({
    applies: false,
    problems: [],
  });
});

test('a gateway that speaks TLS needs a listener with a certificate', () => {
  expect(judge({ gatewayAnnotations: FROM_GATEWAY, authorino: withTls }).problems).toEqual([]);
  for (const without of [plain, authorino({ enabled: true }), authorino()]) {
    expect(judge({ gatewayAnnotations: FROM_GATEWAY, authorino: without }).problems[0]).toContain('no listener.tls');
  }
});

test('a lookup by https needs the authority that Authorino trusts', () => {
  const lookups = ['https://maas-api.maas.svc:8443/v1/tiers/lookup'];
  expect(judge({ lookups }).problems[0]).toContain('SSL_CERT_FILE');
  expect(judge({ lookups, environment: new Map([['SSL_CERT_FILE', '']]) }).problems).toHaveLength(1);
  expect(judge({ lookups, environment: new Map([['SSL_CERT_FILE', '/etc/ca.crt']]) }).problems).toEqual([]);
});
