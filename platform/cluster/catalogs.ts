import type { ObjectOf } from './kinds/base.ts';
import type { PackageManifest } from './kinds/olm.ts';
import type { Operator, Product } from './operators.ts';

type PackageObject = ObjectOf<typeof PackageManifest>;

function missingOffer(packages: readonly PackageObject[], product: Product): string | undefined {
  // Two catalogs may offer a package of one name: the manifests then differ in their catalog only.
  const offers = packages.filter(({ metadata, status }) => (status?.packageName ?? metadata.name) === product.package);
  if (offers.length === 0) return `no catalog offers ${product.package}`;
  const channels = offers.flatMap(({ status }) => status?.channels?.map(({ name }) => name) ?? []);
  if (product.channels.some((channel) => channels.includes(channel))) return undefined;
  return `${product.package} has no channel ${product.channels.join(' or ')} (it has: ${channels.join(', ') || 'none'})`;
}

/** Why the catalogs do not offer an operator, in any of its products; undefined where they do. */
export function missingOffers(packages: readonly PackageObject[], operator: Operator): string | undefined {
  const missing = operator.products.map((product) => missingOffer(packages, product));
  return missing.some((text) => text === undefined) ? undefined : `${operator.title}: ${missing.join(', and ')}`;
}
