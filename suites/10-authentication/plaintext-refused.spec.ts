import { askPlain } from '../../fixtures/plaintext.ts';
import { check, demand, evidence, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'nothing is answered without TLS but a redirect',
  check({
    id: 'auth.plaintext-refused',
    requirement: 'Neither the API nor inference SHOULD be served over plain HTTP; a redirect to HTTPS is fine.',
    level: 'should',
    needs: ['gateway', 'identity', 'model'],
    catches: ['http-serves-inference', 'plain-http-listener'],
    dependsOn: ['maas.no-plain-http'],
    remedy:
      'remove the gateway’s HTTP listener, or set the Route’s insecureEdgeTerminationPolicy to Redirect or None; expect no answer but a redirect from curl -sI http://HOST/v1/models',
    guide: 'post-deployment#tls-configuration',
  }),
  async ({ gateway, identities, models, layout }) => {
    if (gateway.url.protocol !== 'https:')
      inconclusive(`${gateway.url.origin} is no https URL: give the gateway’s https URL`);
    const judge = async (what: string, path: string) => {
      const answers = await askPlain(gateway, path);
      const seen = answers.map((answer) => ({ ...answer, what }));
      const served = seen.filter(({ outcome }) => outcome === 'served');
      demand(
        served.length === 0,
        `${what} is served without TLS (FM-10): ${served.map(({ url, seen: status }) => `${url} answered ${status}`).join(', ')}`,
      );
      return seen;
    };

    // The API first: it needs no caller. No token is ever sent without TLS.
    const api = await judge('the API', layout.api.models.path);
    const caller = await identities.lease({ requests: 4 });
    const model = await models.any(caller);
    const inference = await judge('inference', `${model.basePath}/chat/completions`);

    const all = [...api, ...inference].map(({ what, url, seen }) => ({ what, url: url.href, seen }));
    evidence('answers without TLS', all);
    observe(all.map(({ what, url, seen }) => `${what} at ${url}: ${seen}`).join('; '));
  },
);
