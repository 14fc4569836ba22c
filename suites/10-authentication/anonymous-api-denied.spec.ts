import { control } from '../../fixtures/denial.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'the management API refuses a request without a token',
  check({
    id: 'auth.anonymous-api-denied',
    requirement: 'The gateway MUST answer 401 to a management request without a token and MUST NOT serve it.',
    level: 'must',
    needs: ['gateway', 'identity'],
    catches: ['management-open', 'denied-with-403'],
    dependsOn: ['maas.auth-policies'],
    remedy:
      'oc get authpolicy,authorizationpolicy -A: expect one on the maas-api route, Enforced=True; restart the Kuadrant operator if none is',
    guide: 'verification#generate-token',
  }),
  async ({ gateway, identities, layout }) => {
    const { listTokens, models } = layout.api;
    const paths = [models, ...(listTokens === undefined ? [] : [listTokens])];

    // Asked first: where anybody is served, nobody may get a token for the control.
    const reads = await Promise.all(paths.map(({ path }) => gateway.request({ path })));
    const mint = await gateway.request({ method: layout.api.mint.method, path: layout.api.mint.path, body: {} });

    const served = [...reads, mint].flatMap(({ status }, index) =>
      status === 401 ? [] : [`${paths[index]?.path ?? layout.api.mint.path}: ${status}`],
    );
    demand(served.length === 0, `without a token, wanted 401: ${served.join(', ')}`);
    const caller = await identities.lease({ requests: 4 });
    await control(gateway, { path: models.path, as: caller }, models.success);
    if (listTokens !== undefined) {
      const { token } = await identities.openshiftToken(caller.tier);
      await control(gateway, { path: listTokens.path, authorization: `Bearer ${token}` }, listTokens.success);
    }
    observe(
      `401 without a token for ${[...paths, layout.api.mint].map(({ path }) => path).join(', ')}; served with one`,
    );
  },
);
