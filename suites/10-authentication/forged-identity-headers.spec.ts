import { control } from '../../fixtures/denial.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { mintRequest, readMint } from '../../fixtures/minting.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'identity headers of a caller change nothing',
  check({
    id: 'auth.forged-identity-headers',
    requirement:
      'X-MaaS-Username and X-MaaS-Group sent by a caller MUST NOT change who the caller is, for a mint or for inference.',
    level: 'must',
    needs: ['gateway', 'identity', 'model'],
    catches: ['mint-trusts-identity-headers', 'identity-headers-trusted'],
    dependsOn: ['auth.token-issued', 'auth.anonymous-denied'],
    remedy:
      'upgrade Connectivity Link, or add a rule to the AuthPolicy that refuses or overwrites X-MaaS-* headers (CVE-2026-14450)',
    guide: 'verification#generate-token',
  }),
  async ({ gateway, identities, models, layout }) => {
    const highest = layout.tiers.names.at(-1) ?? 'enterprise';
    const headers = {
      'X-MaaS-Username': 'kube:admin',
      'X-MaaS-Group': JSON.stringify([
        `${highest}-users`,
        `tier-${highest}-users`,
        `${highest}-group`,
        'system:authenticated',
      ]),
      'X-MaaS-Tier': highest,
    };
    const caller = await identities.lease({ requests: 4 });
    const { tier, token } = await identities.openshiftToken(caller.tier);
    if (tier === highest) inconclusive(`the only caller is in ${highest} already: give one of a lower tier`);
    const model = await models.any(caller);
    const plain = readMint(await control(gateway, mintRequest(layout, token), layout.api.mint.success), layout);
    await control(gateway, { ...ping(model), as: caller });

    const forged = await gateway.request(mintRequest(layout, token, { headers }));
    const anonymous = await gateway.request({ ...ping(model), headers });

    demand(
      anonymous.status === 401,
      `without a token, identity headers alone were answered ${anonymous.status} for inference`,
    );
    // A release may refuse such headers outright; what it must not do is believe them.
    const refused = forged.status >= 400 && forged.status < 500;
    const minted = refused ? undefined : readMint(forged, layout);
    demand(
      minted === undefined || (minted.subject === plain.subject && minted.tier === plain.tier),
      `with forged headers the mint issued tier ${minted?.tier} instead of ${plain.tier}, or another subject`,
    );
    observe(
      `the mint ${refused ? `refused them with ${forged.status}` : `issued the same tier ${plain.tier} and subject`}; 401 for inference without a token`,
    );
  },
);
