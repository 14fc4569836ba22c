import { namespaceState } from '../../fixtures/namespaces.ts';
import { noModelsYet } from '../../fixtures/progress.ts';
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
  async ({ cluster, layout, session }) => {
    const phases = new Map((await cluster.list(core.Namespace)).map((ns) => [ns.metadata.name, namespaceState(ns)]));

    const { required, requiredByModels } = layout.namespaces;
    const isMissing = (choices: readonly string[]) => !choices.some((name) => phases.get(name) === 'Active');
    const absent = requiredByModels.filter((choices) => !choices.some((name) => phases.has(name)));
    const notYet = absent.length === 0 ? undefined : await noModelsYet({ cluster, layout, session });
    const due = [
      ...required,
      ...requiredByModels.filter((choices) => notYet === undefined || !absent.includes(choices)),
    ];

    const missing = due.filter(isMissing);

    const seen = (name: string): string => `${name} ${phases.get(name) ?? 'does not exist'}`;
    demand(missing.length === 0, `not Active: ${missing.map((choices) => choices.map(seen).join(' or ')).join(', ')}`);
    const active = due.map((choices) => choices.find((name) => phases.get(name) === 'Active'));
    const later = notYet === undefined ? '' : `; not due: ${absent.flat().join(', ')}, since ${notYet}`;
    observe(`Active: ${active.join(', ')}${later}`);
  },
);
