/** What is left out of an object: `true` is a whole field, a map goes on inside it, or inside each entry of a list. */
export interface Dropped {
  readonly [field: string]: true | Dropped;
}

/** Copies of what was applied, values included, and of what networks and catalogues know elsewhere: no check reads them. */
export const DROPPED_ANNOTATIONS: ReadonlySet<string> = new Set([
  'kubectl.kubernetes.io/last-applied-configuration',
  'k8s.ovn.org/pod-networks',
  'k8s.v1.cni.cncf.io/network-status',
  'alm-examples',
]);

const CONTAINER: Dropped = {
  volumeMounts: true,
  volumeDevices: true,
  livenessProbe: true,
  readinessProbe: true,
  startupProbe: true,
  lifecycle: true,
  terminationMessagePath: true,
  terminationMessagePolicy: true,
};
const POD: Dropped = {
  containers: CONTAINER,
  initContainers: CONTAINER,
  ephemeralContainers: true,
  volumes: true,
  affinity: true,
  topologySpreadConstraints: true,
  schedulerName: true,
  dnsConfig: true,
};

/**
 * The large parts of large kinds, by resource, that no kind's schema reads (a test holds it): they are dropped while a list is paged, so
 * that 10,000 pods are never held as they came. What is not named here is kept.
 */
export const DROPPED: Readonly<Record<string, Dropped>> = {
  pods: {
    spec: POD,
    status: { podIPs: true, hostIPs: true, resourceClaimStatuses: true },
  },
  'clusterserviceversions.operators.coreos.com': {
    spec: {
      description: true,
      icon: true,
      apiservicedefinitions: true,
      nativeAPIs: true,
      relatedImages: true,
      links: true,
      maintainers: true,
      keywords: true,
    },
    status: { requirementStatus: true },
  },
  'packagemanifests.packages.operators.coreos.com': {
    status: { channels: { currentCSVDesc: true, entries: true } },
  },
  'customresourcedefinitions.apiextensions.k8s.io': {
    spec: { versions: { schema: true, additionalPrinterColumns: true } },
  },
  nodes: { status: { images: true } },
};

/** A value without what is named: a field, or a field of each entry of a list. */
export function without(value: unknown, dropped: Dropped): unknown {
  if (Array.isArray(value)) return value.map((entry) => without(entry, dropped));
  if (typeof value !== 'object' || value === null) return value;
  const kept: [string, unknown][] = [];
  for (const [field, inner] of Object.entries(value)) {
    const rule = Object.hasOwn(dropped, field) ? dropped[field] : undefined;
    if (rule !== true) kept.push([field, rule === undefined ? inner : without(inner, rule)]);
  }
  return Object.fromEntries(kept);
}
