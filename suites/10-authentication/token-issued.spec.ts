import { mintFlaws, readMint } from '../../fixtures/minting.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';
import { tiersToGive } from '../../fixtures/tiers-to-give.ts';

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
    const { method, path, success } = layout.api.mint;
    const first = await identities.openshiftToken();
    // Tiers whose callers got no token are not listed: the first caller's mint is judged in any case.
    const tiers = new Set([first.tier, ...(await identities.tiers())]);

    const issued: string[] = [];
    for (const wanted of tiers) {
      const { name, tier, token } = await identities.openshiftToken(wanted);
      const answer = await identities.mint(token);
      demand(answer.status === success, `${method} ${path} answered ${answer.status} to ${name}, wanted ${success}`);
      const minted = readMint(answer, layout);
      const flaws = mintFlaws(minted, layout, tier);
      demand(flaws.length === 0, `for ${name}: ${flaws.join('; ')}`);
      issued.push(`${tier} until ${minted.expiresAt?.toISOString()}`);
    }

    const toGive = tiersToGive(layout.tiers.names, [...tiers]);
    const untried = toGive === undefined ? '' : `; of the others it is not known: ${toGive}`;
    observe(`${method} ${path} answered ${success} with tokens of ${issued.join(', ')}${untried}`);
  },
);
