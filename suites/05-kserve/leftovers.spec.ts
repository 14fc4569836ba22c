import { leftovers } from '../../fixtures/kserve.ts';
import { check, demand, observe, test } from '../../fixtures/test.ts';

test(
  'nothing of an earlier installation stands in the way',
  check({
    id: 'kserve.leftovers',
    requirement:
      'Every webhook that a write of MaaS’s kinds or workloads waits for MUST have its Service, and their CRDs MUST NOT be on their way out.',
    level: 'must',
    needs: ['cluster'],
    catches: ['leftover-webhook', 'leftover-conversion-webhook', 'crd-being-deleted'],
    dependsOn: ['prereq.api-reachable'],
    remedy:
      'oc get validatingwebhookconfigurations,mutatingwebhookconfigurations,crd: delete the named configuration of the operator that is gone (oc delete validatingwebhookconfiguration NAME); a CRD that stays Terminating waits for the finalizers of its objects',
    guide: 'guide#phase-4-enable-kserve',
  }),
  async ({ cluster }) => {
    const { problems, webhooks, crds } = await leftovers(cluster);

    demand(problems.length === 0, `${problems.join('; ')} (FM-27)`);
    demand(webhooks + crds > 0, 'the cluster has neither webhooks nor kinds of MaaS: nothing is installed');
    observe(`${webhooks} webhooks with their Services and ${crds} CRDs, none being deleted`);
  },
);
