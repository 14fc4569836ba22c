import { explains, mintFor, tooLong } from '../../fixtures/lifetimes.ts';
import { readMint } from '../../fixtures/minting.ts';
import { check, demand, notApplicable, observe, test } from '../../fixtures/test.ts';

test(
  'a mint keeps to the lifetime that is asked for, or says why not',
  check({
    id: 'auth.token-lifetimes',
    requirement:
      'A mint MUST accept the lifetimes that the layout accepts with tokens that live no longer, and MUST refuse all others with 400 and a reason.',
    level: 'must',
    needs: ['gateway', 'identity'],
    catches: [
      'expiration-negative-accepted',
      'expiration-ignored',
      'expiration-too-long-accepted',
      'lifetime-error-bare',
      'lifetime-error-5xx',
    ],
    dependsOn: ['auth.token-issued'],
    remedy:
      'oc logs deployment/maas-api in its namespace, and its image: expect the release’s (v0.0.2 accepts Go durations and seconds of at least 10 minutes)',
    guide: 'verification#generate-token',
  }),
  async ({ gateway, identities, layout }) => {
    const { mint, mintLifetimeField: field } = layout.api;
    const { accepted, refused, endless } = layout.token.lifetimes;
    if (field === undefined) notApplicable('the layout names no field for a lifetime');
    const { token } = await identities.openshiftToken();
    const ask = (value: unknown) => gateway.request(mintFor(layout, token, value));
    const wrong: string[] = [];
    const note = (value: unknown, what: string | undefined): void => {
      if (what !== undefined) wrong.push(`${field} ${JSON.stringify(value)} ${what}`);
    };

    for (const { value, seconds } of accepted) {
      const answer = await ask(value);
      if (answer.status !== mint.success) note(value, `was answered ${answer.status}`);
      else note(value, tooLong(readMint(answer, layout), seconds));
    }
    for (const value of refused) {
      const answer = await ask(value);
      if (answer.status !== 400) note(value, `was answered ${answer.status}, wanted 400`);
      else if (!explains(answer)) note(value, 'was refused without a reason');
    }
    const beyond: number[] = [];
    for (const value of endless) {
      const { status } = await ask(value);
      if (status < 400) note(value, `was answered ${status}, though no token lives so long`);
      beyond.push(status);
    }

    demand(wrong.length === 0, wrong.join('; '));
    observe(
      `${accepted.length} lifetimes accepted, with tokens that live no longer; ${refused.length} refused with 400 and a reason; beyond what Kubernetes issues: ${beyond.join(', ')}`,
    );
  },
);
