import { control } from '../../fixtures/denial.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { mintRequest } from '../../fixtures/minting.ts';
import { catalogueOf } from '../../fixtures/model-access.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'a service account of an unrelated namespace gets no inference',
  check({
    id: 'auth.foreign-service-account',
    requirement:
      'The gateway SHOULD refuse inference to a service account of an unrelated namespace, even with a token of the right audience.',
    level: 'should',
    needs: ['gateway', 'cluster', 'identity', 'model', 'changes'],
    catches: ['foreign-service-account-served'],
    dependsOn: ['auth.malformed-token', 'auth.tier-access-matrix'],
    remedy:
      'oc get rolebinding,role -n <namespace of the model> -o yaml, and clusterrolebindings: expect groups of the tiers only, not system:serviceaccounts or system:authenticated',
    guide: 'post-deployment#model-access',
  }),
  async ({ gateway, identities, models, layout, ownAccounts }) => {
    const { refusals, api } = layout;
    const callers = [];
    for (const tier of await identities.tiers()) callers.push(await identities.lease({ tier, requests: 4 }));
    const [caller] = callers;
    if (caller === undefined) inconclusive('there is no caller whose token could show that the models answer');
    const model = await models.any(caller);
    const served = await control(gateway, { ...ping(model), as: caller });
    const listed = await Promise.all(callers.map((as) => catalogueOf(gateway, layout, as)));
    const known = new Map([model, ...listed.flat()].map((one) => [`${one.basePath} ${one.id}`, one]));
    const account = await ownAccounts.create('foreign');
    const authorization = `Bearer ${await account.tokenFor(layout.token.audience)}`;

    const answers = [];
    for (const one of known.values())
      answers.push({
        name: one.resource?.name ?? one.id,
        answer: await gateway.request({ ...ping(one), authorization }),
      });
    const minted = await gateway.request(mintRequest(layout, account.openshiftToken, { lifetime: '10m' }));

    const allowed = [refusals.unauthenticated, refusals.forbidden];
    const wrong = answers.filter(({ answer }) => !allowed.some((status) => status === answer.status));
    demand(
      wrong.length === 0,
      `a service account of a namespace of ours was answered ${wrong.map(({ name, answer }) => `${answer.status} by ${name}`).join(', ')}; wanted ${allowed.join(' or ')}`,
    );
    const forwarded = await models.saw(model, answers[0]?.answer.requestId ?? '', served.requestId);
    demand(forwarded !== 'seen', `a service account was refused by the gateway, yet ${model.id} received its request`);
    const statuses = answers.map(({ name, answer }) => `${answer.status} for ${name}`).join(', ');
    const may =
      minted.status === api.mint.success ? 'it may mint a MaaS token, as anybody in the cluster' : 'it may not mint';
    observe(
      `with its own token for ${layout.token.audience ?? 'the API server'}: ${statuses}; ${forwarded === 'unknown' ? 'whether that was forwarded cannot be known' : 'not forwarded'}; ${may} (${minted.status})`,
    );
  },
);
