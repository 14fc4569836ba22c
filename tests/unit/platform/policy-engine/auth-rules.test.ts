import { expect, test } from 'vitest';
import type { AuthPolicyObject } from '../../../../platform/cluster/kinds/kuadrant.ts';
import { reviewedAudiences, tierLookups } from '../../../../platform/policy-engine/auth-rules.ts';

const policy = (spec: Partial<AuthPolicyObject['spec']>): AuthPolicyObject => ({
  metadata: { name: 'p', namespace: 'gw' },
  spec: { targetRef: { kind: 'Gateway', name: 'g' }, ...spec },
});
const url = 'http://maas-api.maas.svc:8080/v1/tiers/lookup';
const metadata = { matchedTier: { http: { url } }, userinfo: { http: { url: 'http://idp.example/me' } }, odd: 'text' };

test('the tier lookup is found in rules, defaults and overrides, and told from other questions', () => {
  const expected = [{ policy: 'gw/p', name: 'matchedTier', url }];
  expect(tierLookups([policy({ rules: { metadata } })])).toEqual(expected);
  expect(tierLookups([policy({ defaults: { rules: { metadata } } })])).toEqual(expected);
  expect(tierLookups([policy({ overrides: { rules: { metadata } } })])).toEqual(expected);
});

test('a policy without metadata, or with one that is none, asks nothing; an odd question hides no other', () => {
  expect(tierLookups([policy({}), policy({ rules: {} }), policy({ rules: { metadata: 'text' } })])).toEqual([]);
  expect(tierLookups([policy({ rules: { metadata } })])).toHaveLength(1);
});

test('audiences are read for each review of tokens; other ways to authenticate have none', () => {
  const authentication = {
    users: { kubernetesTokenReview: { audiences: ['a', 'b'] } },
    any: { kubernetesTokenReview: {} },
    keys: { apiKey: {} },
  };
  expect(reviewedAudiences(policy({ rules: { authentication } }))).toEqual([['a', 'b'], undefined]);
  expect(reviewedAudiences(policy({}))).toEqual([]);
});

test('an audience that is no text is none that a token has, and no empty list', () => {
  const audiencesOf = (audiences: unknown) =>
    reviewedAudiences(policy({ rules: { authentication: { users: { kubernetesTokenReview: { audiences } } } } }));
  expect(audiencesOf([null, 'b'])).toEqual([['null', 'b']]);
  expect(audiencesOf([])).toEqual([undefined]);
  expect(audiencesOf('b')[0]).not.toContain('b');
});

test('a URL that is made of the request is a lookup all the same', () => {
  const metadata = { matchedTier: { http: { urlExpression: '"http://" + request.host' } } };
  expect(tierLookups([policy({ rules: { metadata } })])).toMatchObject([{ url: '"http://" + request.host' }]);
});

test('a question whose URL is no text is not taken for none', () => {
  const odd = { matchedTier: { http: { url: [url] } } };
  expect(() => tierLookups([policy({ rules: { metadata: odd } })])).toThrow(
    'AuthPolicy gw/p could not be understood: metadata.matchedTier.http has no url that is text',
  );
});
