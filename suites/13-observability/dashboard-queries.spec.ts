import { makeTraffic } from '../../fixtures/board-traffic.ts';
import { allBoards, installedBoards, queryProblems } from '../../fixtures/dashboards.ts';
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
  async ({ cluster, grafana, metrics, gateway, identities, models, limits, layout }) => {
    const look = await grafana.look();
    const { boards, unread } = allBoards(await installedBoards(cluster), look);
    if (boards.length === 0) {
      const inGrafana = look.kind === 'answered' ? ' nor Grafana' : '';
      const seen = `no object of the cluster${inGrafana} holds a dashboard of MaaS`;
      if (unread.length > 0) inconclusive(`${seen} that can be read; unread: ${unread.join(', ')}`);
      if (layout.metrics.dashboards === undefined)
        notApplicable(`${seen}, and the layout ${layout.name} promises none`);
      inconclusive(`${seen}: export what was imported by hand and run maas-verify lint dashboards FILE`);
    }
    const missing = await makeTraffic({ metrics, gateway, identities, models, limits, layout }, boards);
    if (missing !== undefined) inconclusive(missing);

    const { problems, answered } = await queryProblems(metrics, layout, boards);

    evidence('problems', problems);
    const more = problems.length > TOLD ? `; and ${problems.length - TOLD} more` : '';
    demand(problems.length === 0, `${problems.slice(0, TOLD).join('; ')}${more}`);
    observe(`${answered} queries of ${boards.map(({ title }) => title).join(', ')} have an answer`);
  },
);
