import type { Discovered } from '../../platform/cluster/raw/raw-cluster.ts';
import type { Place } from './extra.ts';

/** As Go prints a time, which is how must-gather tells when it was made. */
const goTime = (at: Date): string => `${at.toISOString().replace('T', ' ').replace('Z', '000000')} +0000 UTC`;

/** What makes a folder a must-gather: when it was collected, by what, and which types the cluster served. */
export async function writeSurroundings(
  { staging, root, redactor }: Place,
  {
    discovered,
    harnessVersion,
    startedAt,
    endedAt,
  }: { discovered: Discovered; harnessVersion: string; startedAt: Date; endedAt: Date },
): Promise<void> {
  await staging.write([...root, 'timestamp'], `${goTime(startedAt)}\n${goTime(endedAt)}\n`);
  await staging.write([...root, 'version'], `maas-verify diagnose\n${harnessVersion}\n`);
  for (const [name, document] of Object.entries(discovered.documents))
    await staging.write([...root, `${name}.yaml`], `${JSON.stringify(redactor.object(document))}\n`);
}
