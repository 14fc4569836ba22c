import { makeBothHappen } from '../../fixtures/counted-events.ts';
import { asksFor, installedBoards, queryProblems } from '../../fixtures/dashboards.ts';
import { ping } from '../../fixtures/inference-request.ts';
import { targetsOf } from '../../fixtures/monitoring.ts';
import { spend } from '../../fixtures/quota.ts';
import { check, demand, evidence, inconclusive, notApplicable, observe, test } from '../../fixtures/test.ts';

/** So many problems are told in a sentence; all of them are evidence. */
const TOLD = 4;

test(
  'dashboards ask for what there is',
  check({
    id: 'metrics.dashboard-queries',
    requirement:
      'Every query of a dashboard about MaaS SHOULD be PromQL, name metrics and labels that exist, and have an answer after traffic.',
    level: 'should',
    needs: ['cluster', 'metrics', 'gateway', 'identity', 'model'],
    catches: [
      'dashboard-asks-unknown-metric',
      'dashboard-groups-by-unknown-label',
      'dashboard-query-broken',
      'dashboard-hides-no-data',
      'dashboard-without-data',
    ],
    dependsOn: ['metrics.dashboards-present', 'metrics.targets-up', 'metrics.limitador-names', 'metrics.labels'],
    remedy:
      'correct the panel that is named, and run maas-verify lint dashboards FILE on it until it finds nothing: expect the names of curl <limitador pod>:8080/metrics, without _total (FM-69)',
    guide: 'post-deployment#monitoring',
  }),
  async ({ cluster, metrics, gateway, identities, models, limits, layout }) => {
    const { boards, unread } = await installedBoards(cluster);
    if (boards.length === 0) {
      const seen = 'no object of the cluster holds a dashboard of MaaS';
      if (unread.length > 0) inconclusive(`${seen} that can be read; unread: ${unread.join(', ')}`);
      if (layout.metrics.dashboards === undefined)
        notApplicable(`${seen}, and the layout ${layout.name} promises none`);
      inconclusive(`${seen}: export what was imported by hand and run maas-verify lint dashboards FILE`);
    }
    const caller = await identities.lease({ tier: (await identities.tiers()).at(-1), requests: 12 });
    for (const model of (await models.served(caller)).slice(0, 8))
      await spend(gateway, { ...ping(model), as: caller }, 1);
    const { refused } = layout.metrics;
    // A refusal is made where a board shows some, and none has been seen yet.
    if (boards.some((board) => asksFor(board, [refused])) && (await metrics.query(refused)).length === 0) {
      if (!(await makeBothHappen({ gateway, identities, models, limits })))
        inconclusive('a board shows refusals, and no request could be made to be refused');
    }
    // A rate needs two scrapes of what has just been born.
    const targets = await metrics.targets();
    const limiter = targetsOf(layout.workloads.limitador, targets);
    await metrics.nextScrape(limiter);
    await metrics.nextScrape(limiter);

    const { problems, answered } = await queryProblems(metrics, layout, boards);

    evidence('problems', problems);
    const more = problems.length > TOLD ? `; and ${problems.length - TOLD} more` : '';
    demand(problems.length === 0, `${problems.slice(0, TOLD).join('; ')}${more}`);
    observe(`${answered} queries of ${boards.map(({ title }) => title).join(', ')} have an answer`);
  },
);
