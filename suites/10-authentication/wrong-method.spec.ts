import { control } from '../../fixtures/denial.ts';
import { leaksOf } from '../../fixtures/leaks.ts';
import { mintRequest, readMint } from '../../fixtures/minting.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'a method that a path does not have is answered as such',
  check({
    id: 'auth.wrong-method',
    requirement:
      'The gateway SHOULD answer a wrong method with the layout’s status, never with a server error, and SHOULD NOT serve it.',
    level: 'should',
    needs: ['gateway', 'identity'],
    catches: ['wrong-method-5xx', 'wrong-method-served'],
    dependsOn: ['auth.token-issued', 'auth.unknown-path'],
    remedy:
      'the log of Deployment maas-api: expect one line for the request, and neither a panic nor a token; a 5xx without such a line is the gateway’s',
    guide: 'verification#generate-token',
  }),
  async ({ gateway, identities, layout }) => {
    const caller = await identities.lease({ requests: 4 });
    const { token } = await identities.openshiftToken(caller.tier);
    const { mint, models } = layout.api;
    await control(gateway, { path: models.path, as: caller }, models.success);
    readMint(await control(gateway, mintRequest(layout, token), mint.success), layout);

    // Neither DELETE, which revokes, nor a method that could create something.
    const answers = [
      {
        asked: `GET ${mint.path}`,
        answer: await gateway.request({ ...mintRequest(layout, token), method: 'GET', body: undefined }),
      },
      {
        asked: `PUT ${models.path}`,
        answer: await gateway.request({ path: models.path, as: caller, method: 'PUT', body: {} }),
      },
    ];

    const wanted = layout.refusals.wrongMethod;
    const wrong = answers.filter(({ answer }) => !wanted.includes(answer.status));
    demand(
      wrong.length === 0,
      `wanted ${wanted.join(' or ')}: ${wrong.map(({ asked, answer }) => `${asked} answered ${answer.status}`).join(', ')}`,
    );
    const leaks = answers.flatMap(({ asked, answer }) =>
      leaksOf(answer.body, [token, caller.maasToken]).map((leak) => `${asked} (${answer.status}): ${leak}`),
    );
    demand(leaks.length === 0, `the bodies give away: ${leaks.join('; ')}`);
    observe(
      `${answers.map(({ asked, answer }) => `${asked}: ${answer.status}`).join(', ')}; ${mint.success} and ${models.success} for ${mint.method} and ${models.method}`,
    );
  },
);
