import { control } from '../../fixtures/denial.ts';
import { mintRequest, readMint } from '../../fixtures/minting.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'a MaaS token cannot mint another one',
  check({
    id: 'auth.chained-mint',
    requirement:
      'A mint with a MaaS token MUST be refused, or MUST NOT give its bearer a new identity, a fresh quota or a longer life.',
    level: 'must',
    needs: ['gateway', 'identity', 'changes'],
    catches: ['chained-mint'],
    dependsOn: ['auth.token-issued'],
    remedy: 'remove the audience of MaaS tokens from the AuthPolicy of the mint’s path: only OpenShift tokens may mint',
    guide: 'verification#generate-token',
  }),
  async ({ gateway, identities, layout }) => {
    const { token } = await identities.openshiftToken();
    const parent = readMint(await control(gateway, mintRequest(layout, token), layout.api.mint.success), layout);

    const chained = await gateway.request(mintRequest(layout, parent.token));

    const refused = chained.status >= 400 && chained.status < 500;
    demand(
      refused || chained.status === layout.api.mint.success,
      `a mint with a MaaS token was answered ${chained.status}`,
    );
    if (!refused) {
      const child = readMint(chained, layout);
      demand(
        child.subject === parent.subject,
        'a MaaS token minted another one with a new subject: a fresh identity and quota',
      );
      const longer = (child.expiresAt?.getTime() ?? Number.POSITIVE_INFINITY) - (parent.expiresAt?.getTime() ?? 0);
      demand(
        longer <= 0,
        `a MaaS token minted one that lives longer, until ${child.expiresAt?.toISOString() ?? 'for ever'}`,
      );
    }
    observe(
      `a mint with a MaaS token was answered ${chained.status}, with an OpenShift token ${layout.api.mint.success}`,
    );
  },
);
