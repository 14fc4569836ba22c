import type { ObjectOf } from './kinds/base.ts';
import type { StorageClass } from './kinds/core.ts';

type StorageClassObject = ObjectOf<typeof StorageClass>;

/** The annotation that makes a class the default, and its older name, which Kubernetes still honours. */
const DEFAULT = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];

/** Provisioners once built into Kubernetes, and the CSI drivers that serve their classes now. */
const MIGRATED: Record<string, string> = {
  'kubernetes.io/aws-ebs': 'ebs.csi.aws.com',
  'kubernetes.io/azure-disk': 'disk.csi.azure.com',
  'kubernetes.io/azure-file': 'file.csi.azure.com',
  'kubernetes.io/cinder': 'cinder.csi.openstack.org',
  'kubernetes.io/gce-pd': 'pd.csi.storage.gke.io',
  'kubernetes.io/vsphere-volume': 'csi.vsphere.vmware.com',
};

export const defaultClasses = (classes: readonly StorageClassObject[]): StorageClassObject[] =>
  classes.filter(({ metadata }) => DEFAULT.some((annotation) => metadata.annotations?.[annotation] === 'true'));

/** The class that a claim without one gets: of several defaults, Kubernetes takes the newest. */
export const newestDefault = (classes: readonly StorageClassObject[]): StorageClassObject | undefined =>
  defaultClasses(classes).sort((a, b) =>
    (b.metadata.creationTimestamp ?? '').localeCompare(a.metadata.creationTimestamp ?? ''),
  )[0];

/** Why a class makes no volume on demand, given the names of the registered CSI drivers; undefined where it can. */
export function provisioningProblem(storageClass: StorageClassObject, drivers: readonly string[]): string | undefined {
  const { metadata, provisioner } = storageClass;
  if (provisioner === undefined) return `${metadata.name} names no provisioner`;
  if (provisioner === 'kubernetes.io/no-provisioner') return `${metadata.name} makes no volumes (${provisioner})`;
  const driver = MIGRATED[provisioner] ?? provisioner;
  if (drivers.includes(driver)) return undefined;
  return `${metadata.name} wants CSI driver ${driver}, which is not registered (there are: ${drivers.join(', ') || 'none'})`;
}
