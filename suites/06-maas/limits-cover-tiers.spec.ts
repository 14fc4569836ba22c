import {
  coverageProblems,
  installedTiers,
  limitText,
  policyLimits,
  uncovered,
  untold,
} from '../../fixtures/limit-policies.ts';
import { check, demand, inconclusive, observe, test } from '../../fixtures/test.ts';

test(
  'every tier has a limit',
  check({
    id: 'maas.limits-cover-tiers',
    requirement:
      'The limit policies of the gateway MUST have a limit for every tier of the mapping, none for a tier that does not exist, and no two limits with one predicate.',
    level: 'must',
    needs: ['cluster'],
    catches: ['tier-without-limit', 'added-tier-without-limit', 'limit-for-unknown-tier', 'two-limits-one-predicate'],
    dependsOn: ['maas.rate-limit-policies', 'maas.token-limit-policies', 'maas.tier-mapping'],
    remedy:
      'oc get ratelimitpolicy,tokenratelimitpolicy -A -o yaml: expect one limit a tier whose predicate names the tier as the tier mapping does',
    guide: 'post-deployment#tier-configuration',
  }),
  async ({ cluster, layout, session }) => {
    const measures = await policyLimits({ cluster, layout, session });
    const empty = measures.filter(({ entries, unreadable }) => entries.length + unreadable.length === 0);
    demand(empty.length === 0, `no policy of the gateway limits ${empty.map(({ measure }) => measure).join(' or ')}`);
    const tiers = await installedTiers(cluster, layout);

    const problems = measures.flatMap(({ measure, entries, unreadable }) =>
      [...unreadable.map((rate) => `${rate} is in no known unit`), ...coverageProblems(entries, tiers.all)].map(
        (problem) => `${measure}: ${problem}`,
      ),
    );

    demand(problems.length === 0, problems.join('; '));
    const open = measures.flatMap(({ measure, entries }) => {
      const tiersOpen = untold(entries).length > 0 ? uncovered(entries, tiers.all) : [];
      return tiersOpen.length === 0 ? [] : [`${measure} of ${tiersOpen.join(', ')} (${untold(entries).join('; ')})`];
    });
    if (open.length > 0)
      inconclusive(`for whom these limits are cannot be told, so a tier may have none: ${open.join('; ')}`);
    const told = measures.map(({ measure, entries }) => `${measure}: ${entries.map(limitText).join(', ')}`);
    observe(`${told.join('; ')}; tiers of ${tiers.from}`);
  },
);
