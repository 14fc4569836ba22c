import { namespaceState } from '../../fixtures/namespaces.ts';
import { check, core, demand, observe, test } from '../../fixtures/test.ts';

test(
  'the namespaces of MaaS exist',
  check({
    id: 'maas.namespaces',
    requirement: 'Every namespace of the layout MUST exist and be Active.',
    level: 'must',
    needs: ['cluster'],
    catches: ['namespace-missing', 'namespace-terminating'],
    remedy:
      'oc get namespaces: run the deployment script again for those that are missing; oc get namespace NAME -o yaml says what is left in a Terminating one, and which finalizer holds it',
    guide: 'guide#step-53-monitor-deployment',
  }),
  async ({ cluster, layout }) => {
    const phases = new Map((await cluster.list(core.Namespace)).map((ns) => [ns.metadata.name, namespaceState(ns)]));

    const missing = layout.namespaces.required.filter(
      (choices) => !choices.some((name) => phases.get(name) === 'Active'),
    );

    const seen = (name: string): string => `${name} ${phases.get(name) ?? 'does not exist'}`;
    demand(missing.length === 0, `not Active: ${missing.map((choices) => choices.map(seen).join(' or ')).join(', ')}`);
    observe(
      `Active: ${layout.namespaces.required.map((choices) => choices.find((name) => phases.get(name) === 'Active')).join(', ')}`,
    );
  },
);
