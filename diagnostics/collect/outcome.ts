import type { Answer } from '../../platform/cluster/cluster.ts';
import { canI } from '../../platform/cluster/permission-text.ts';
import type { ManifestItem } from '../manifest/manifest.ts';

/** What the manifest says of an answer of the cluster that is not what was asked for. */
export function missed<T>(
  answer: Exclude<Answer<T>, { kind: 'found' }>,
  isLate: boolean,
): Pick<ManifestItem, 'outcome' | 'permission' | 'reason'> {
  switch (answer.kind) {
    case 'forbidden':
      return { outcome: 'forbidden', permission: canI(answer.permission) };
    case 'not-found':
      return { outcome: 'absent' };
    case 'type-missing':
      return { outcome: 'absent', reason: 'the cluster does not know the type' };
    case 'unreachable':
      return { outcome: isLate ? 'timed-out' : 'failed', reason: answer.reason };
  }
}
