import { asksFor, installedBoards, Route, serviceProblem, shownBoards } from '../../fixtures/dashboards.ts';
import { check, demand, inconclusive, notApplicable, observe, test } from '../../fixtures/test.ts';

test(
  'the dashboards are there',
  check({
    id: 'metrics.dashboards-present',
    requirement:
      'Grafana SHOULD answer behind an admitted Route where the layout has it, with a dashboard for each subject that the layout promises.',
    level: 'should',
    needs: ['cluster'],
    catches: [
      'dashboard-missing',
      'dashboard-not-loaded',
      'grafana-route-not-admitted',
      'grafana-not-ready',
      'grafana-bad-gateway',
      'grafana-behind-login',
    ],
    dependsOn: ['prereq.external-routes'],
    remedy:
      'oc -n openshift-monitoring get route,endpoints grafana and oc get grafanadashboards -A: expect Grafana ready and one board for each subject; boards that were imported by hand are in Grafana’s own database: they are seen where Grafana can be asked (--grafana-url, --grafana-token-file)',
    guide: 'post-deployment#monitoring',
  }),
  async ({ cluster, grafana, layout }) => {
    const promised = layout.metrics.dashboards;
    if (promised === undefined) notApplicable(`the layout ${layout.name} promises no dashboards`);
    const { namespace, name } = promised.route;
    const route = await cluster.find(Route, name, namespace);
    demand(route !== undefined, `Route ${namespace}/${name} does not exist`);
    const admitted = route.status?.ingress?.find(({ conditions = [] }) =>
      conditions.some(({ type, status }) => type === 'Admitted' && status === 'True'),
    );
    demand(admitted !== undefined, `no router has admitted Route ${namespace}/${name}`);
    const problem = await serviceProblem(cluster, { name: route.spec.to.name, namespace });
    demand(problem === undefined, `Route ${namespace}/${name} leads nowhere: ${problem}`);

    const look = await grafana.look();
    demand(look.kind !== 'wrong', look.kind === 'wrong' ? look.what : '');
    const { boards, unread } = shownBoards(await installedBoards(cluster), look);

    const missing = promised.subjects.filter(({ metrics }) => !boards.some((board) => asksFor(board, metrics)));
    const texts = missing.map(({ subject, metrics }) => `${subject} (${metrics.join(' or ')})`);
    const asked = look.kind === 'answered' ? `Grafana asked at ${look.reachedBy}` : `Grafana not asked: ${look.why}`;
    if (boards.length === 0 && look.kind !== 'answered')
      inconclusive(
        `no object of the cluster holds a dashboard of MaaS, and those imported by hand were not seen (${asked})`,
      );
    if (unread.length > 0 && missing.length > 0)
      inconclusive(`no board that could be read shows ${texts.join(', ')}; unread: ${unread.join(', ')}`);
    demand(missing.length === 0, `no board shows ${texts.join(', ')}`);
    observe(`${admitted.host} leads to Grafana; boards: ${boards.map(({ title }) => title).join(', ')}; ${asked}`);
  },
);
