import { schemeVariants } from '../../fixtures/credential-schemes.ts';
import { control } from '../../fixtures/denial.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';
import { unseenToken } from '../../fixtures/unseen-token.ts';

/** A request with two credentials is no request at all for some proxies: they answer 400. */
const REFUSED = [400, 401];

test(
  'a token counts as a bearer token only',
  check({
    id: 'auth.scheme-variants',
    requirement:
      'The gateway SHOULD refuse Basic and other schemes, two Authorization headers and tokens in the query, and SHOULD NOT forward them.',
    level: 'should',
    needs: ['gateway', 'identity', 'model'],
    catches: [
      'other-schemes-unverified',
      'last-authorization-counts',
      'basic-scheme-accepted',
      'token-in-query-accepted',
    ],
    dependsOn: ['auth.malformed-token', 'auth.token-issued'],
    remedy:
      'oc get authpolicy -A -o yaml: expect credentials.authorizationHeader with prefix Bearer, no credentials.queryString, and no condition on the header’s letters',
    guide: 'verification#test-model-inference',
  }),
  async ({ gateway, identities, models, layout }) => {
    const caller = await identities.lease({ requests: 8 });
    const model = await models.any(caller);
    // What the gateway remembers it may look up in another spelling (measured): each answer would depend on the ones before.
    const unseen = await unseenToken(caller, gateway, layout);
    const { maasToken: token } = unseen;

    const sent = [];
    for (const [name, request] of Object.entries(schemeVariants(ping(model), token)))
      sent.push({ name, answer: await gateway.request(request) });
    // Schemes are the same in any case by RFC 9110; a gateway may still insist on the usual one.
    const lower = await gateway.request({ ...ping(model), authorization: `bearer ${token}` });
    if (lower.status === 200) gateway.noteUse(unseen);

    const taken = sent.filter(({ answer }) => !REFUSED.includes(answer.status));
    demand(
      taken.length === 0,
      `wanted 401, got ${taken.map(({ name, answer }) => `${answer.status} for ${name}`).join(', ')}`,
    );
    demand([200, 401].includes(lower.status), `lower-case bearer was answered ${lower.status}`);
    // Asked last: the same token as a bearer token is good, and from now on the gateway may remember it.
    const served = await control(gateway, { ...ping(model), as: unseen });
    const seen = await Promise.all(
      sent.map(async ({ name, answer }) => ({
        name,
        seen: await models.saw(model, answer.requestId, served.requestId),
      })),
    );
    const forwarded = seen.filter((one) => one.seen === 'seen');
    demand(forwarded.length === 0, `refused, yet seen by the model: ${forwarded.map(({ name }) => name).join(', ')}`);
    const remembered = await gateway.request({ ...ping(model), authorization: `bearer ${token}` });
    if (remembered.status === 200) gateway.noteUse(unseen);
    observe(
      `refused: ${sent.map(({ name, answer }) => `${name} (${answer.status})`).join(', ')}; ${seen.some((one) => one.seen === 'unknown') ? 'whether they were forwarded cannot be known' : 'none was forwarded'}; lower-case bearer: ${lower.status} for a token never seen, ${remembered.status} for one that the gateway has served; 200 as a bearer token`,
    );
  },
);
