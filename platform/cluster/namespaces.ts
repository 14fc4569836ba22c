import type { ObjectOf } from './kinds/base.ts';
import type { Namespace } from './kinds/core.ts';

/** Active, Terminating, or `unknown` where its status tells nothing. One that is being deleted is Terminating, whatever its phase. */
export const namespaceState = ({ metadata, status }: ObjectOf<typeof Namespace>): string =>
  metadata.deletionTimestamp === undefined ? (status?.phase ?? 'unknown') : 'Terminating';
