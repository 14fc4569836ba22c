import semver from 'semver';
import { z } from 'zod';
import { readData } from './data-file.ts';

const Range = z.string().refine((text) => semver.validRange(text) !== null, { error: 'expected a semver range' });

const KnownBadVersion = z.strictObject({
  /** CSV names start with this and a dot. */
  csvPrefix: z.string(),
  range: Range,
  /** `must`: what MaaS promises does not hold; `should`: it holds, with a weakness that a later version mends. */
  level: z.enum(['must', 'should']),
  /** What goes wrong. */
  problem: z.string(),
  /** What to install instead. */
  fixedIn: z.string(),
  source: z.string(),
});
/** A version of an operator that is not to be used, whatever its status says. */
export type KnownBadVersion = z.infer<typeof KnownBadVersion>;

/** The shape of known-bad-versions.yaml, whose head says what the fields mean. */
export const KnownBadVersionsFile = z.strictObject({
  operators: z.array(KnownBadVersion).min(1),
  meshByHand: z.strictObject({ openshift: Range, fixedIn: z.string(), source: z.string() }),
});

const { operators, meshByHand } = readData('known-bad-versions.yaml', KnownBadVersionsFile);

export const KNOWN_BAD_VERSIONS: readonly KnownBadVersion[] = operators;

/** The OpenShift versions on which a Service Mesh by hand breaks the ingress operator's GatewayClass. */
export const MESH_BY_HAND = meshByHand;
