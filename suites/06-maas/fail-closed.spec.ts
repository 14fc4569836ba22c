import { operatorEnvironment, POLICY_ENGINE_SETTINGS, settingProblems } from '../../fixtures/policy-engine.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'without its policy engine the gateway refuses',
  check({
    id: 'maas.fail-closed',
    requirement:
      'Kuadrant’s operator SHOULD tell the gateway to refuse requests while Authorino or Limitador does not answer, and to give Authorino time to answer under load.',
    level: 'should',
    needs: ['cluster'],
    catches: ['limiter-fails-open', 'limiter-report-fails-open', 'auth-timeout-short'],
    dependsOn: ['operators.connectivity-link'],
    remedy:
      'oc edit subscription rhcl-operator -n kuadrant-system: under spec.config.env set RATELIMIT_CHECK_SERVICE_FAILURE_MODE and RATELIMIT_REPORT_SERVICE_FAILURE_MODE to deny and AUTH_SERVICE_TIMEOUT to 2s; the operator restarts with them',
    guide: 'release#policy-engine',
  }),
  async ({ cluster, layout }) => {
    const operator = await operatorEnvironment(cluster, layout);
    demand(operator !== undefined, 'the Deployment of Kuadrant’s operator does not exist');

    const problems = settingProblems(POLICY_ENGINE_SETTINGS, operator.value);

    demand(problems.length === 0, `operator ${operator.place}: ${problems.join('; ')}`);
    const set = POLICY_ENGINE_SETTINGS.filter(({ name }) => operator.value(name) !== undefined);
    const lost = set.filter(({ name }) => !operator.isKept(name)).map(({ name }) => name);
    observe(
      `operator ${operator.place}: ${set.map(({ name }) => `${name}=${operator.value(name)}`).join(', ')}${lost.length > 0 ? `; not set by its Subscription, and lost when it is installed anew: ${lost.join(', ')}` : ''}`,
    );
  },
);
