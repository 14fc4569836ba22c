import { limiterDown } from '../../fixtures/limit-scenarios/limiter-down.ts';
import { check, test } from '../../fixtures/test.ts';

test(
  'without Limitador the gateway does what it is told, and limits again afterwards',
  check({
    id: 'limits.limiter-down',
    requirement:
      'While Limitador does not run, the gateway SHOULD refuse or let pass as Kuadrant’s operator is told to, and SHOULD limit again as soon as it is back.',
    level: 'should',
    needs: ['cluster', 'gateway', 'identity', 'model', 'disruption'],
    catches: ['limiter-fails-open-when-down', 'limits-lost-on-restart'],
    dependsOn: ['maas.fail-closed', 'limits.requests-exact'],
    remedy:
      'oc set env deployment/kuadrant-operator-controller-manager -n kuadrant-system --list: expect RATELIMIT_CHECK_SERVICE_FAILURE_MODE=deny; then oc get wasmplugin -A -o yaml: expect failureMode: deny for the rate limit service, else delete the WasmPlugin, which the operator makes anew',
    guide: 'verification#test-rate-limiting',
  }),
  ({ scenarios }) => scenarios.show(limiterDown),
);
