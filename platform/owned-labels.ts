import { z } from 'zod';
import { WAITS } from './waits.ts';

export const MANAGED_BY = 'app.kubernetes.io/managed-by';
export const MANAGER = 'maas-verify';
export const RUN_ID = 'maas-verify/run-id';
export const EXPIRES_AT = 'maas-verify/expires-at';

/** Namespaces that a run makes for itself begin so, and end with its id. */
const OWN_NAMESPACE = 'maas-verify-';

/** Where a right is needed to act in a namespace: in all (undefined) for one of our own, which no administrator can name. */
export const rightIn = (namespace: string | undefined): string | undefined =>
  namespace?.startsWith(OWN_NAMESPACE) ? undefined : namespace;

/** What marks an object as ours. */
export interface Marked {
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
}

/** The object with the marks of a run: whose it is, and until when it may live. */
export function marked<T extends Marked>(object: T, runId: string, now: number = Date.now()): T {
  const { metadata } = object;
  return {
    ...object,
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, [MANAGED_BY]: MANAGER, [RUN_ID]: runId },
      annotations: { ...metadata.annotations, [EXPIRES_AT]: new Date(now + WAITS.ownedLife).toISOString() },
    },
  };
}

export const isOurs = ({ metadata }: Marked): boolean => metadata.labels?.[MANAGED_BY] === MANAGER;

export const isOfRun = (object: Marked, runId: string): boolean =>
  isOurs(object) && object.metadata.labels?.[RUN_ID] === runId;

/** Whether its time is over; an object of ours without a readable time is never over by itself. */
export function isExpired({ metadata }: Marked, now: number = Date.now()): boolean {
  const at = z.iso.datetime().safeParse(metadata.annotations?.[EXPIRES_AT]).data;
  return at !== undefined && Date.parse(at) <= now;
}
