import { installedTiers, limitText, orderProblems, policyLimits } from '../../fixtures/limit-policies.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'a higher tier may do more',
  check({
    id: 'maas.limits-ordered',
    requirement:
      'Per unit of time, every tier MUST be allowed more than the tier below it, in requests and, where they are limited, in tokens.',
    level: 'must',
    needs: ['cluster'],
    catches: ['limits-out-of-order', 'longer-window-for-premium', 'token-limits-out-of-order'],
    dependsOn: ['maas.limits-cover-tiers'],
    remedy:
      'oc get ratelimitpolicy,tokenratelimitpolicy -A -o yaml: compare limit and window of each tier; a longer window makes a limit smaller',
    guide: 'post-deployment#tier-configuration',
  }),
  async ({ cluster, layout, session }) => {
    const measures = await policyLimits({ cluster, layout, session });
    const tooFew = measures.filter(({ entries }) => entries.length < 2).map(({ measure }) => measure);
    demand(tooFew.length === 0, `no two limits of ${tooFew.join(' and ')} are there to be compared`);
    const { ordered } = await installedTiers(cluster, layout);

    const problems = measures.flatMap(({ measure, entries }) =>
      orderProblems(entries, ordered).map((problem) => `${measure}: ${problem}`),
    );

    demand(problems.length === 0, problems.join('; '));
    observe(measures.map(({ measure, entries }) => `${measure}: ${entries.map(limitText).join(' < ')}`).join('; '));
  },
);
