import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ROOT } from './root.ts';

const READS_FILE = join(ROOT, 'suites', 'reads.json');

const Read = z.strictObject({
  verb: z.enum(['get', 'list']),
  group: z.string(),
  resource: z.string(),
  /** All namespaces where it depends on what is in the cluster. */
  namespace: z.string().optional(),
  /** Any name where it depends on what is in the cluster. */
  name: z.string().optional(),
});
export type MeasuredRead = z.infer<typeof Read>;

/** What each check reads of a healthy installation, by layout and id: measured, not written by hand. */
export const MeasuredReads = z.record(z.string(), z.record(z.string(), z.array(Read)));
export type MeasuredReads = z.infer<typeof MeasuredReads>;

/** The reads as they were measured last; empty where the file is missing or cannot be understood. */
export function measuredReads(file = READS_FILE): MeasuredReads {
  try {
    return MeasuredReads.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? {};
  } catch {
    return {};
  }
}
