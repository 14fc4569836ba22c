import type { KubeObject } from '../../sandbox/object.ts';

const anything = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

/** A definition of ours for a type that OpenShift serves without one. */
function definition(group: string, version: string, kind: string, scope: 'Cluster' | 'Namespaced'): KubeObject {
  const singular = kind.toLowerCase();
  const plural = `${singular}s`;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope,
      names: { kind, plural, singular, listKind: `${kind}List` },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          subresources: { status: {} },
          schema: { openAPIV3Schema: anything },
        },
      ],
    },
  };
}

/** Types of OpenShift's aggregated API servers, which are no definitions there and have no module. */
const AGGREGATED = [
  definition('packages.operators.coreos.com', 'v1', 'PackageManifest', 'Namespaced'),
  definition('user.openshift.io', 'v1', 'Group', 'Cluster'),
];

/** Definitions that OpenShift's API server has built in, and that of the objects which tell kwok where logs are. */
const BUILT_IN = ['routes.route.openshift.io', 'logs.kwok.x-k8s.io'];

/**
 * The definitions that the lab's API server gets: those of the installation, each as its project ships it where it does, and
 * what OpenShift serves besides. Labels and annotations stay the installation's.
 */
export function labDefinitions(installation: KubeObject[], shipped: Map<string, KubeObject>): KubeObject[] {
  const own = installation.map((object) => {
    const real = shipped.get(object.metadata.name);
    if (real === undefined) return withStatus(object);
    const { name, labels, annotations } = object.metadata;
    return {
      ...real,
      // Whom a conversion asks is filled in by the operator that installs the definition: it is the installation's to say.
      spec: { ...real['spec'], conversion: object['spec'].conversion ?? { strategy: 'None' } },
      metadata: {
        name,
        labels: { ...real.metadata.labels, ...labels },
        annotations: { ...real.metadata.annotations, ...annotations },
      },
    };
  });
  return [...own, ...BUILT_IN.flatMap((name) => shipped.get(name) ?? []), ...AGGREGATED];
}

/** A small definition of an installation leaves out what the controllers of its type need: the status as a subresource. */
function withStatus(object: KubeObject): KubeObject {
  const made = structuredClone(object);
  for (const version of made['spec'].versions) version.subresources ??= { status: {} };
  return made;
}
