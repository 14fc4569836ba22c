import { control } from '../../fixtures/denial.ts';
import {
  apiInternals,
  componentInternals,
  type Probe,
  trickyInternals,
  tryProbe,
} from '../../fixtures/internal-endpoints.ts';
import { check, demand, evidence, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'internal endpoints are not reachable through the gateway',
  check({
    id: 'auth.internal-endpoints',
    requirement:
      'Internal endpoints of maas-api, Authorino, Limitador and Envoy MUST NOT be reachable through the gateway, with a token or without.',
    level: 'must',
    needs: ['gateway', 'identity'],
    catches: ['internal-endpoint-exposed', 'gateway-metrics-exposed', 'limiter-reached-by-host'],
    dependsOn: ['auth.unknown-path', 'auth.anonymous-api-denied'],
    remedy:
      'oc get httproute -A -o yaml: narrow what matches to the paths of the public API (the prefix /maas-api leads to /internal, too: FM-72), and expect no route or listener for every host',
    guide: 'post-deployment#tls-configuration',
  }),
  async ({ gateway, identities, layout }) => {
    const caller = await identities.lease({ requests: 4 });
    const { token } = await identities.openshiftToken(caller.tier);
    const { models } = layout.api;
    await control(gateway, { path: models.path, as: caller }, models.success);
    const nowhere = await gateway.request({ path: '/no-such-path/of-maas-verify', as: caller });
    if (nowhere.status >= 200 && nowhere.status < 300)
      inconclusive(
        `the gateway answers ${nowhere.status} to a path that nobody serves, so that nothing follows from its answers`,
      );

    const authorization = `Bearer ${token}`;
    // An OpenShift token goes where mints go and nowhere else: who is behind the other probes is not known.
    const probes: [Probe, string][] = [
      ...apiInternals().map((probe): [Probe, string] => [probe, 'without a token']),
      ...apiInternals().map((probe): [Probe, string] => [
        { ...probe, request: { ...probe.request, authorization } },
        'with an OpenShift token',
      ]),
      ...[...componentInternals(), ...trickyInternals(layout)].map((probe): [Probe, string] => [
        { ...probe, request: { ...probe.request, authorization: `Bearer ${caller.maasToken}` } },
        'with a MaaS token',
      ]),
    ];
    const answers = [];
    for (const [probe, how] of probes) {
      const { method = 'GET', path } = probe.request;
      const asked = `${method} ${path} ${how}`;
      answers.push({ asked, what: probe.what, ...(await tryProbe(gateway, probe)) });
    }

    evidence('answers', answers.map(({ asked, what, seen }) => `${seen} ${asked}: ${what}`).join('\n'));
    const open = answers.filter(({ reached }) => reached === 'yes');
    demand(
      open.length === 0,
      `reachable from outside: ${open.map(({ asked, what, seen }) => `${what} (${asked}: ${seen})`).join('; ')}`,
    );
    const unknown = answers.filter(({ reached }) => reached === 'unknown');
    if (unknown.length > 0) {
      inconclusive(
        `whether anybody is behind ${unknown.map(({ asked, seen }) => `${asked} (${seen})`).join(', ')} is not known; see the gateway’s log`,
      );
    }
    const counted = Map.groupBy(answers, ({ seen }) => seen);
    observe(
      `${answers.length} probes reached nobody: ${[...counted].map(([seen, all]) => `${all.length} × ${seen}`).join(', ')}; ${models.success} for ${models.path}`,
    );
  },
);
