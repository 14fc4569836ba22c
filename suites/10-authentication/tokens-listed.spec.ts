import { control } from '../../fixtures/denial.ts';
import { asText, entriesOf, holdsSecret } from '../../fixtures/listed-secrets.ts';
import { mintRequest, readMint } from '../../fixtures/minting.ts';
import { check, demand, inconclusive, notApplicable, observe, test } from '../../fixtures/test.ts';

test(
  'a user sees their own tokens listed, and no secrets',
  check({
    id: 'auth.tokens-listed',
    requirement:
      'The list of tokens MUST show its caller’s own tokens, nobody else’s, and MUST NOT hold any token itself.',
    level: 'must',
    needs: ['gateway', 'identity', 'changes'],
    catches: ['tokens-of-others-listed', 'token-secret-listed', 'tokens-not-listed'],
    dependsOn: ['auth.token-issued'],
    remedy:
      'oc logs deployment/maas-api -n maas, and its store: expect one row for each mint, selected by the user; revoke every token that the list has shown',
    guide: 'guide#52-maas-api',
  }),
  async ({ gateway, identities, layout }) => {
    const { listTokens, mint } = layout.api;
    if (listTokens === undefined) notApplicable('the layout has no list of tokens');
    const cast = await identities.cast({ owner: { requests: 0 }, other: { requests: 0 } });
    if (!('actor' in cast)) inconclusive(cast.why);
    const [owner, other] = [cast.actor('owner').openshiftToken, cast.actor('other').openshiftToken];
    if (owner === undefined || other === undefined) inconclusive('it takes two callers with OpenShift tokens');
    const listFor = async (token: string) => {
      const { method, path } = listTokens;
      const answer = await gateway.request({ method, path, authorization: `Bearer ${token}` });
      const entries = entriesOf(answer);
      demand(
        answer.status === listTokens.success && entries !== undefined,
        `${method} ${path} answered ${answer.status}, and no list of tokens`,
      );
      return { answer, texts: entries.map(asText) };
    };
    const before = await listFor(owner);
    const minted = readMint(
      await control(gateway, mintRequest(layout, owner, { lifetime: '10m' }), mint.success),
      layout,
    );

    const after = await listFor(owner);
    const others = await listFor(other);

    const added = after.texts.filter((text) => !before.texts.includes(text));
    demand(added.length === 1, `a mint added ${added.length} entries to the list of its caller’s tokens, wanted 1`);
    const seen = after.texts.filter((text) => others.texts.includes(text));
    demand(seen.length === 0, `another user sees ${seen.length} of the ${after.texts.length} tokens of the first`);
    demand(!holdsSecret(after.answer, [minted.token]), 'the list holds the tokens themselves');
    observe(
      `a mint added one entry to the ${before.texts.length} of its caller; another user’s list shows none of them; neither holds a token`,
    );
  },
);
