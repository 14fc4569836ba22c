import type { Flavour, Layout } from './layout.ts';
import { maas002 } from './maas-0.0.2.ts';
import { WORKLOADS } from './workloads.ts';

/** What makes a flavour of v0.0.2 another than its sisters. */
interface Difference {
  flavour: Flavour;
  title: string;
  source: string;
  /** CSV prefixes of the products that it does not use, where the release allows several. */
  without: readonly string[];
  absentChecks: Readonly<Record<string, string>>;
  /** Known defects of the flavour, beside those of the release. */
  defects?: Layout['expectedFailures'];
}

const BY_OPERATOR = 'scripts/deploy-rhoai-stable.sh and deployment/overlays/odh of v0.0.2';

const DIFFERENCES: readonly Difference[] = [
  {
    flavour: 'odh',
    title: 'release v0.0.2 by the Open Data Hub operator',
    source: BY_OPERATOR,
    without: ['rhods-operator', 'kuadrant-operator'],
    absentChecks: {},
  },
  {
    flavour: 'rhoai',
    title: 'release v0.0.2 by the Red Hat OpenShift AI operator',
    source: `${BY_OPERATOR}, with --operator-type rhoai`,
    without: ['opendatahub-operator', 'kuadrant-operator'],
    absentChecks: {},
  },
  {
    flavour: 'kustomize',
    title: 'release v0.0.2 by kustomize',
    source:
      'scripts/deploy-openshift.sh, scripts/install-dependencies.sh and deployment/overlays/tls-backend of v0.0.2',
    without: ['rhcl-operator'],
    absentChecks: {
      'prereq.operator-catalogs':
        'deploy-openshift.sh brings the catalog of what it installs by OLM, in kuadrant-system: no catalog is needed before',
      'operators.openshift-ai':
        'deploy-openshift.sh takes the KServe that is there, or installs the Open Data Hub operator from its manifests, without OLM: the checks of phase kserve judge what it brought',
      'operators.not-both-ai': 'deploy-openshift.sh works beside whichever operator brought KServe, also without OLM',
      'operators.cert-manager': 'deploy-openshift.sh installs no cert-manager',
      'operators.leader-worker-set': 'deploy-openshift.sh installs no Leader Worker Set',
      'maas.cert-manager-ready': 'deploy-openshift.sh installs no cert-manager',
      'kserve.models-as-service':
        'deploy-openshift.sh deploys maas-api by kustomize, and leaves modelsAsService out of the DataScienceCluster',
    },
    defects: [
      {
        id: 'operators.weak-versions',
        reason: 'its script takes Kuadrant from a catalog whose Authorino forwards callers’ credentials to the models',
        reference: 'v0.0.2 scripts/install-dependencies.sh, scripts/deployment-helpers.sh (FM-52)',
      },
    ],
  },
];

function flavoured({ flavour, title, source, without, absentChecks, defects = [] }: Difference): Layout {
  const absent = { ...maas002.absentChecks, ...absentChecks };
  return {
    ...maas002,
    ...WORKLOADS[`maas-0.0.2-${flavour}`],
    name: `${maas002.name}-${flavour}`,
    flavour,
    title,
    source,
    absentChecks: absent,
    expectedFailures: [...maas002.expectedFailures, ...defects],
    operators: maas002.operators
      // An operator whose own check is no part of the flavour is not asked for by any other check either.
      .filter(({ id }) => absent[`operators.${id}`] === undefined)
      .map((operator) => ({
        ...operator,
        products: operator.products.filter(({ csvPrefix }) => !without.includes(csvPrefix)),
      })),
  };
}

/** The flavours of v0.0.2, each with namespaces, workloads and products of its own instead of any of three. */
export const MAAS_002_FLAVOURS: readonly Layout[] = DIFFERENCES.map(flavoured);
