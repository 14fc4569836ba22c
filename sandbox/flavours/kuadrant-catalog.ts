import type { KubeObject } from '../object.ts';

const CATALOG = { name: 'kuadrant-operator-catalog', namespace: 'kuadrant-system' };

const source: KubeObject = {
  apiVersion: 'operators.coreos.com/v1alpha1',
  kind: 'CatalogSource',
  metadata: { ...CATALOG, generation: 1 },
  spec: {
    displayName: 'Kuadrant Operators',
    grpcPodConfig: { securityContextConfig: 'restricted' },
    image: 'quay.io/kuadrant/kuadrant-operator-catalog:v1.3.1',
    publisher: 'grpc',
    sourceType: 'grpc',
  },
  status: {
    connectionState: {
      address: `${CATALOG.name}.${CATALOG.namespace}.svc:50051`,
      lastObservedState: 'READY',
    },
  },
};

const offer = (name: string, version: string): KubeObject => ({
  apiVersion: 'packages.operators.coreos.com/v1',
  kind: 'PackageManifest',
  metadata: {
    name,
    namespace: CATALOG.namespace,
    labels: { catalog: CATALOG.name, 'catalog-namespace': CATALOG.namespace },
  },
  spec: {},
  status: {
    packageName: name,
    defaultChannel: 'stable',
    catalogSource: CATALOG.name,
    catalogSourceNamespace: CATALOG.namespace,
    channels: [{ name: 'stable', currentCSV: `${name}.v${version}` }],
  },
});

/** The catalog that install-dependencies.sh creates beside the operators, and what it offers. */
export const KUADRANT_CATALOG: readonly KubeObject[] = [
  source,
  offer('kuadrant-operator', '1.3.1'),
  offer('authorino-operator', '0.22.0'),
  offer('limitador-operator', '0.16.0'),
  offer('dns-operator', '0.15.0'),
];
