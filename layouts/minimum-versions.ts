import semver from 'semver';
import { z } from 'zod';
import { readData } from './data-file.ts';

const Version = z.string().refine((text) => semver.valid(text) !== null, { error: 'expected a version such as 1.2.0' });

const Tool = z.strictObject({
  name: z.string(),
  /** The arguments that make it tell its version. */
  version: z.array(z.string()).min(1),
  minimum: Version.optional(),
  /** As Node.js names it; every platform where absent. */
  platform: z.enum(['darwin', 'linux']).optional(),
  source: z.string(),
});
export type RequiredTool = z.infer<typeof Tool>;

const OperatorMinimum = z.strictObject({ csvPrefix: z.string(), minimum: Version, source: z.string() });
export type OperatorMinimum = z.infer<typeof OperatorMinimum>;

/** The shape of minimum-versions.yaml. */
export const MinimumVersionsFile = z.strictObject({
  openshift: z.strictObject({ minimum: Version, source: z.string() }),
  tools: z.array(Tool).min(1),
  operators: z.array(OperatorMinimum).min(1),
});

/** minimum-versions.yaml: the oldest versions that an installation may have. */
export const MINIMUM_VERSIONS = readData('minimum-versions.yaml', MinimumVersionsFile);
