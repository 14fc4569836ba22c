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
    catches: ['https-listener-dropped', 'listener-without-hostname'],
    dependsOn: ['maas.namespaces'],
    remedy:
      'oc get gateway -A -o yaml: add an HTTPS listener on port 443 with hostname and certificateRefs; the script drops it when it finds no certificate',
    guide: 'post-deployment#tls-configuration',
  }),
  async ({ cluster, layout }) => {
    const gateway = await maasGateway(cluster, layout);
    const promised = new RegExp(layout.gateway.host);

    const https = httpsListeners(gateway);
    const certified = https.filter(({ tls }) => (tls?.certificateRefs ?? []).length > 0);
    const fitting = certified.find(({ hostname }) => hostname !== undefined && promised.test(hostname));

    const all = gateway.spec.listeners.map(
      ({ name, protocol, port, hostname }) => `${name} (${protocol} ${port}, ${hostname ?? 'any host'})`,
    );
    demand(https.length > 0, `no listener speaks HTTPS: ${all.join(', ')}`);
    demand(certified.length > 0, `no HTTPS listener names a certificate: ${all.join(', ')}`);
    demand(fitting !== undefined, `no HTTPS listener is for a host like ${layout.gateway.host}: ${all.join(', ')}`);
    const plain = gateway.spec.listeners.filter(({ protocol }) => protocol === 'HTTP').map(({ name }) => name);
    observe(
      `${fitting.name} for ${fitting.hostname}${plain.length > 0 ? `; plain HTTP is open too: ${plain.join(', ')} (FM-10)` : ''}`,
    );
  },
);
