import { haveData, makeTraffic } from '../../fixtures/board-traffic.ts';
import { judgeRendering } from '../../fixtures/rendering.ts';
import { check, demand, evidence, inconclusive, notApplicable, observe, test, violated } from '../../fixtures/test.ts';

/** So many problems are told in a sentence; all of them are evidence. */
const TOLD = 4;
/** So many dashboards are opened: a browser and its pages must fit into a small machine. */
const MOST_BOARDS = 8;

test(
  'dashboards show data in a browser',
  check({
    id: 'metrics.dashboards-render',
    requirement:
      'Every dashboard about MaaS SHOULD open in a browser with all of its panels loaded, none with an error badge, and none without data that Prometheus has.',
    level: 'should',
    needs: ['cluster', 'metrics', 'gateway', 'identity', 'model', 'local'],
    catches: [
      'grafana-datasource-missing',
      'grafana-asks-platform-prometheus',
      'grafana-bad-gateway',
      'grafana-behind-login',
      'dashboard-query-broken',
    ],
    dependsOn: ['metrics.dashboards-present', 'metrics.dashboard-queries', 'metrics.prometheus-reachable'],
    remedy:
      'open the dashboard that is named, and Connections, Data sources, Save & test: expect “Successfully queried the Prometheus API”, at thanos-querier where user workloads are to be seen; oc -n openshift-monitoring get route,endpoints grafana',
    guide: 'post-deployment#monitoring',
  }),
  async ({ grafana, metrics, gateway, identities, models, limits, layout }) => {
    const look = await grafana.look();
    if (look.kind === 'none') {
      if (layout.metrics.dashboards === undefined)
        notApplicable(`the layout ${layout.name} promises no dashboards, and no --grafana-url is given`);
      inconclusive(look.why);
    }
    if (look.kind === 'unasked') inconclusive(look.why);
    if (look.kind === 'wrong') violated(look.what);
    const boards = look.boards.slice(0, MOST_BOARDS);
    if (boards.length === 0)
      inconclusive(`Grafana (${look.reachedBy}) shows its caller no dashboard about MaaS: give one who may view them`);
    if (!(await haveData(metrics, boards))) {
      const missing = await makeTraffic({ metrics, gateway, identities, models, limits, layout }, boards);
      if (missing !== undefined) inconclusive(missing);
    }

    const { seen, browser } = await grafana.see(boards);
    const { problems, untold, shown } = await judgeRendering(metrics, boards, seen);

    evidence('panels', Object.fromEntries(seen.map(({ title, panels }) => [title, panels])));
    const pictures = seen.flatMap(({ picture }) => (picture === undefined ? [] : [`screenshots/${picture}`]));
    observe(`${browser}, Grafana at ${look.reachedBy}; pictures: ${pictures.join(', ') || 'none kept'}`);
    const more = problems.length > TOLD ? `; and ${problems.length - TOLD} more` : '';
    demand(problems.length === 0, `${problems.slice(0, TOLD).join('; ')}${more}`);
    if (untold.length > 0) inconclusive(`${untold.slice(0, TOLD).join('; ')}: see metrics.dashboard-queries`);
    demand(shown > 0, `no panel of ${seen.map(({ title }) => title).join(', ')} is shown`);
    observe(`${shown} panels of ${seen.map(({ title }) => title).join(', ')} show data`);
  },
);
