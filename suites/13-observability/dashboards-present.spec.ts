import { asksFor, installedBoards, Route, serviceProblem } from '../../fixtures/dashboards.ts';
import { check, demand, inconclusive, notApplicable, observe, test } from '../../fixtures/test.ts';

test(
  'the dashboards are there',
  check({
    id: 'metrics.dashboards-present',
    requirement:
      'Grafana SHOULD be behind an admitted Route where the layout has it, with a dashboard for each subject that the layout promises.',
    level: 'should',
    needs: ['cluster'],
    catches: ['dashboard-missing', 'grafana-route-not-admitted', 'grafana-not-ready'],
    dependsOn: ['prereq.external-routes'],
    remedy:
      'oc -n openshift-monitoring get route,endpoints grafana and oc get grafanadashboards -A: expect Grafana ready and one board for each subject; boards that were imported by hand are in Grafana’s own database: export them and run maas-verify lint dashboards FILE',
    guide: 'post-deployment#monitoring',
  }),
  async ({ cluster, layout }) => {
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

    const { boards, unread } = await installedBoards(cluster);

    const missing = promised.subjects.filter(({ metrics }) => !boards.some((board) => asksFor(board, metrics)));
    const texts = missing.map(({ subject, metrics }) => `${subject} (${metrics.join(' or ')})`);
    if (boards.length === 0)
      inconclusive(
        'no object of the cluster holds a dashboard of MaaS; those imported by hand are in Grafana’s database',
      );
    if (unread.length > 0 && missing.length > 0)
      inconclusive(`no board that could be read shows ${texts.join(', ')}; unread: ${unread.join(', ')}`);
    demand(missing.length === 0, `no board shows ${texts.join(', ')}`);
    observe(`${admitted.host} leads to Grafana; boards: ${boards.map(({ title }) => title).join(', ')}`);
  },
);
