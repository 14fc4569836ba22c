import { check, core, demand, observe, test } from '../../fixtures/test.ts';
import { deploymentReport } from '../../fixtures/workloads.ts';

/** cert-manager itself, what injects CA bundles, and what admits its objects. */
const PARTS = ['', '-cainjector', '-webhook'];

test(
  'cert-manager runs',
  check({
    id: 'maas.cert-manager-ready',
    requirement: 'The three Deployments of cert-manager MUST be available and their pods Ready.',
    level: 'must',
    needs: ['cluster'],
    catches: ['cert-manager-webhook-not-ready', 'cert-manager-missing'],
    dependsOn: ['maas.namespaces', 'operators.cert-manager'],
    remedy:
      'oc get pods -n cert-manager: expect three Running pods; without them the CertManager resource is missing or its operator is not ready',
    guide: 'guide#step-54-verify-maas-components',
  }),
  async ({ cluster, layout }) => {
    const { name, namespaces } = layout.workloads.certManager;
    const namespace = layout.namespaces.certManager;
    const deployments = await cluster.list(core.Deployment, { namespace });
    const pods = await cluster.list(core.Pod, { namespace });
    const now = await cluster.now();

    const reports = PARTS.map((part) => {
      const deployment = deployments.find(({ metadata }) => metadata.name === `${name}${part}`);
      if (deployment !== undefined) return deploymentReport(deployment, pods, now);
      return { problems: [`Deployment ${namespaces[0]}/${name}${part} does not exist`], summary: '' };
    });

    const problems = reports.flatMap((report) => report.problems);
    demand(problems.length === 0, problems.join('; '));
    observe(reports.map(({ summary }) => summary).join('; '));
  },
);
