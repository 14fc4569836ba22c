import type { Cluster, Permission } from '../../platform/cluster/cluster.ts';
import { canI } from '../../platform/cluster/permission-text.ts';
import type { MeasuredRead } from '../measured-reads.ts';

/** Of a read that was refused, and of a right that the run was asked to have. Not of what an installer lacks to install. */
const LINE =
  /missing permission: (oc auth can-i (?:'\*'|\S+) (?:'\*'|[^\s;,)]+)(?: --subresource=[a-z]+)?(?: --all-namespaces| -n [a-z0-9-]+)?)/g;

/** The `oc auth can-i …` lines in what checks said: reads that were refused. Each once, sorted. */
export function refusedReads(said: readonly string[]): string[] {
  const lines = said.flatMap((text) => [...text.matchAll(LINE)].map(([, line = '']) => line));
  return [...new Set(lines)].sort();
}

/** A check, with what it said of itself. */
export interface Said {
  id: string;
  text: string;
}

/**
 * What to ask an administrator for, as `oc auth can-i …` lines: the reads that were refused, and what the checks that they
 * stopped would have read next, as far as the caller may not. So one request is enough, but for what can be named only when
 * the rest is read (the TLS Secret that a Gateway names).
 */
export async function missingPermissions(
  cluster: Pick<Cluster, 'can'>,
  said: readonly Said[],
  readsOf: Readonly<Record<string, readonly MeasuredRead[]>>,
): Promise<string[]> {
  const refused = refusedReads(said.map(({ text }) => text));
  if (refused.length === 0) return refused;
  const stopped = said.filter(({ text }) => refusedReads([text]).length > 0);
  const next = new Map(stopped.flatMap(({ id }) => readsOf[id] ?? []).map((read) => [canI(read), read]));
  const answers = await Promise.all(
    [...next].map(async ([line, read]: [string, Permission]) => ({ line, answer: await cluster.can(read) })),
  );
  const denied = answers.flatMap(({ line, answer }) => {
    if (answer.kind === 'found') return answer.value ? [] : [line];
    // Who may not ask what he may do is told so, and what was refused to him in fact.
    return answer.kind === 'forbidden' ? [canI(answer.permission)] : [];
  });
  return [...new Set([...refused, ...denied])].sort();
}
