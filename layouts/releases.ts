import semver from 'semver';
import { z } from 'zod';
import { readData } from './data-file.ts';

/** The API group of MaaS's own types; v0.0.2 has none. */
export const OWN_GROUP = 'maas.opendatahub.io';

const Range = z.string().refine((text) => semver.validRange(text) !== null, { error: 'expected a semver range' });

/** The shape of releases.yaml, whose head says what the fields mean. */
export const ReleasesFile = z
  .array(
    z.strictObject({
      release: z.string().regex(/^v\d+\.\d+\.\d+$/, { error: 'expected a tag such as v0.1.1' }),
      types: z.array(z.string().endsWith(`.${OWN_GROUP}`)),
      infrastructure: z.array(z.string()),
      products: z.record(z.string(), Range),
    }),
  )
  .min(1);
export type Release = z.infer<typeof ReleasesFile>[number];

/** The releases that are known, the oldest first. */
export const RELEASES: readonly Release[] = readData('releases.yaml', ReleasesFile);

/** Every type of MaaS that some release brings. */
export const OWN_TYPES: readonly string[] = [...new Set(RELEASES.flatMap(({ types }) => types))].sort();

/** Namespaces that only releases after v0.0.2 make. */
export const INFRASTRUCTURE: readonly string[] = [
  ...new Set(RELEASES.flatMap(({ infrastructure }) => infrastructure)),
].sort();

/** The release that a version of a product brings; `later` where it is newer than all that are known. */
export function broughtBy(product: string, version: string): string | 'later' | undefined {
  const brings = RELEASES.flatMap(({ release, products }) => {
    const range = products[product];
    return range === undefined ? [] : [{ release, range }];
  });
  const options = { includePrerelease: true };
  const found = brings.find(({ range }) => semver.satisfies(version, range, options));
  if (found !== undefined) return found.release;
  const last = brings.at(-1);
  return last !== undefined && semver.valid(version) !== null && semver.gtr(version, last.range, options)
    ? 'later'
    : undefined;
}
