import { httpsListeners, maasGateway } from '../../fixtures/gateway-api.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'the gateway listens with TLS for the promised host',
  check({
    id: 'maas.gateway-listeners',
    requirement:
      'The MaaS Gateway MUST have an HTTPS listener that terminates TLS with a certificate, for the hostname that the release promises.',
    level: 'must',
    needs: ['cluster'],
    catches: [
      'https-listener-dropped',
      'listener-without-hostname',
      'listener-of-other-host',
      'https-listener-passthrough',
      'gateway-missing',
    ],
    dependsOn: ['maas.gateway-programmed'],
    remedy:
      'oc get gateway -A -o yaml: add an HTTPS listener on port 443 with hostname and certificateRefs; the script drops it when it finds no certificate',
    guide: 'post-deployment#tls-configuration',
  }),
  async ({ cluster, layout }) => {
    const gateway = await maasGateway(cluster, layout);
    const promised = new RegExp(layout.gateway.host);

    const https = httpsListeners(gateway);
    const certified = https.filter(({ tls }) => (tls?.certificateRefs ?? []).length > 0);
    const terminating = certified.filter(({ tls }) => (tls?.mode ?? 'Terminate') === 'Terminate');
    const fitting = terminating.find(({ hostname }) => hostname !== undefined && promised.test(hostname));

    const all = gateway.spec.listeners.map(
      ({ name, protocol, port, hostname }) => `${name} (${protocol} ${port}, ${hostname ?? 'any host'})`,
    );
    demand(https.length > 0, `no listener speaks HTTPS: ${all.join(', ')}`);
    demand(certified.length > 0, `no HTTPS listener names a certificate: ${all.join(', ')}`);
    demand(
      terminating.length > 0,
      `no HTTPS listener terminates TLS: ${certified.map(({ name, tls }) => `${name} (${tls?.mode})`).join(', ')}`,
    );
    demand(
      fitting !== undefined,
      `no HTTPS listener is for a host like ${layout.gateway.host} (FM-25): ${all.join(', ')}`,
    );
    const attached = gateway.status?.listeners?.find(({ name }) => name === fitting.name)?.attachedRoutes;
    observe(`${fitting.name} for ${fitting.hostname}, ${attached ?? 'an unknown number of'} routes attached`);
  },
);
