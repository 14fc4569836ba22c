import { check, demand, notApplicable, observe, test } from '../../fixtures/test.ts';

test(
  'the Kubernetes API answers and is ready',
  check({
    id: 'prereq.api-reachable',
    requirement: 'The Kubernetes API MUST answer, accept the credentials given, and report itself ready.',
    level: 'must',
    needs: ['cluster'],
    catches: ['api-not-ready'],
    remedy:
      'oc get --raw /readyz?verbose: expect "readyz check passed"; a line with [-] names the part that is not ready',
    guide: 'guide#pre-installation-checks',
  }),
  async ({ cluster }) => {
    if (cluster.source === 'bundle') notApplicable(`${cluster.where} is a bundle: there is no API to reach`);
    const { kubernetes } = await cluster.version();

    const { ready, failing } = await cluster.readiness();
    const caller = await cluster.whoAmI();

    demand(ready, `${cluster.where} answers, but is not ready: ${failing.join(', ') || 'it does not say why'}`);
    observe(`${cluster.where} runs Kubernetes ${kubernetes} and is ready; the caller is ${caller.username}`);
  },
);
