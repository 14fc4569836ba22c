import { control } from '../../fixtures/denial.ts';
import { leaksOf } from '../../fixtures/leaks.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'a path that nobody serves is answered as such',
  check({
    id: 'auth.unknown-path',
    requirement:
      'The gateway SHOULD answer a path without a route with the layout’s status and never with a server error.',
    level: 'should',
    needs: ['gateway', 'identity'],
    catches: ['unknown-path-5xx'],
    dependsOn: ['maas.routes'],
    remedy:
      'oc get httproute -A: expect Accepted=True and ResolvedRefs=True; a 5xx here comes from a route without a back end',
    guide: 'guide#step-54-verify-maas-components',
  }),
  async ({ gateway, identities, layout }) => {
    const caller = await identities.lease({ requests: 4 });
    const { path, success } = layout.api.models;
    await control(gateway, { path, as: caller }, success);

    const answer = await gateway.request({ path: '/no-such-path/of-maas-verify', as: caller });

    const wanted = layout.refusals.unknownPath;
    demand(wanted.includes(answer.status), `answered ${answer.status}, wanted ${wanted.join(' or ')}`);
    const leaks = leaksOf(answer.body, [caller.maasToken]);
    demand(leaks.length === 0, `the body of the ${answer.status} gives away ${leaks.join(', ')}`);
    observe(`${answer.status} for an unknown path, ${success} for ${path}`);
  },
);
