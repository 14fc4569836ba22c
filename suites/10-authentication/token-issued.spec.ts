import { EXPIRY_STEP, readMint } from '../../fixtures/minting.ts';
import { check, demand, evidence, observe, test } from '../../fixtures/test.ts';

test(
  'MaaS issues a token that is what its answer says',
  check({
    id: 'auth.token-issued',
    requirement:
      'A mint MUST answer with the layout’s status and fields, and with a JWT of the caller’s tier that agrees with them.',
    level: 'must',
    needs: ['gateway', 'identity'],
    catches: [
      'mint-fails',
      'mint-status',
      'mint-fields-missing',
      'mint-wrong-tier',
      'mint-answer-disagrees',
      'mint-wrong-audience',
      'mint-opaque-token',
    ],
    dependsOn: ['maas.api-ready', 'maas.tier-mapping', 'auth.anonymous-api-denied'],
    remedy:
      'the logs of Deployment maas-api and of Authorino; oc get configmap tier-to-group-mapping -A -o yaml: expect the caller’s groups in it',
    guide: 'verification#generate-token',
  }),
  async ({ identities, layout }) => {
    const { name, tier, token } = await identities.openshiftToken();

    const answer = await identities.mint(token);

    const { method, path, success } = layout.api.mint;
    demand(answer.status === success, `${method} ${path} answered ${answer.status}, wanted ${success}`);
    const minted = readMint(answer, layout);
    const missing = layout.token.fields.filter((field) => minted.answer[field] === undefined);
    demand(missing.length === 0, `the answer lacks ${missing.join(', ')}`);
    evidence('token', {
      subject: minted.subject,
      tier: minted.tier,
      audience: minted.audience,
      expiresAt: minted.expiresAt,
    });
    demand(minted.tier === tier, `${name} is in tier ${tier}, the token names ${minted.tier ?? 'no tier'}`);
    const answered = minted.answer['tier'];
    demand(
      answered === undefined || answered === minted.tier,
      `the answer says tier ${answered}, the token ${minted.tier}`,
    );
    const { audience } = layout.token;
    demand(
      audience === undefined || minted.audience.includes(audience),
      `the token is for ${minted.audience.join(', ') || 'no audience'}, wanted ${audience}`,
    );
    const [inToken, inAnswer] = [minted.expiresAt?.getTime(), minted.answeredExpiry?.getTime()];
    demand(inToken !== undefined && inToken > Date.now(), 'the token has no expiry in the future');
    demand(
      inAnswer !== undefined && Math.abs(inAnswer - inToken) <= EXPIRY_STEP,
      `the answer says that it expires ${minted.answeredExpiry?.toISOString() ?? 'never'}, the token ${minted.expiresAt?.toISOString()}`,
    );
    observe(`${method} ${path} answered ${answer.status}; tier ${tier}, until ${minted.expiresAt?.toISOString()}`);
  },
);
