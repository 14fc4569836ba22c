import { z } from 'zod';

/** What became of one thing that was to be collected. */
const Outcome = z.enum(['collected', 'forbidden', 'absent', 'timed-out', 'truncated', 'failed', 'left-out']);

export const ManifestItem = z.strictObject({
  id: z.string().describe('what it is: "objects pods", "log maas/maas-api-…/maas-api"'),
  outcome: Outcome,
  bytes: z.int().nonnegative().describe('written, before packing'),
  ms: z.number().nonnegative(),
  paths: z.array(z.string()).describe('files in the bundle; of many, the folder they are in'),
  permission: z
    .string()
    .optional()
    .describe('of what was forbidden: the oc auth can-i line to ask an administrator for'),
  reason: z.string().optional().describe('why it was not collected, or not all of it'),
  objects: z.int().nonnegative().optional().describe('of objects: how many'),
});
export type ManifestItem = z.infer<typeof ManifestItem>;

export const MANIFEST_SCHEMA_VERSION = '1.0';

export const Manifest = z.strictObject({
  schemaVersion: z.literal(MANIFEST_SCHEMA_VERSION),
  harnessVersion: z.string(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  target: z.string().describe('the API server'),
  layout: z.string().describe('the release whose namespaces and kinds were collected'),
  scope: z.string().describe('everything, or the checks or phases that it was collected for'),
  since: z.string().optional().describe('logs are of the last so much time'),
  interrupted: z.boolean(),
  items: z.array(ManifestItem),
});
export type Manifest = z.infer<typeof Manifest>;
