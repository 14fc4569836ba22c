import { z } from 'zod';
import type { Conditioned } from './conditions.ts';
import { Conditions } from './kinds/base.ts';

/** A part of an object's status that has its own conditions, judged against the object's generation. */
export interface StatusPart extends Conditioned {
  /** Listener name, or `namespace/name` of the parent. */
  name: string;
  /** Name of the parent's listener that a route attaches to. */
  sectionName?: string;
}

const Text = z.string().optional().catch(undefined);
const Listeners = z.looseObject({
  listeners: z.array(z.looseObject({ name: z.string(), conditions: Conditions })).catch([]),
});
const Parent = z.looseObject({
  parentRef: z.looseObject({ kind: Text, name: z.string(), namespace: Text, sectionName: Text }),
  conditions: Conditions,
});
const Parents = z.looseObject({ parents: z.array(Parent).catch([]) });

interface WithStatus {
  metadata: { generation?: number; deletionTimestamp?: string; namespace?: string };
  status?: object;
}

const partOf = ({ metadata }: WithStatus, conditions: z.infer<typeof Conditions>): Conditioned => ({
  metadata: { generation: metadata.generation, deletionTimestamp: metadata.deletionTimestamp },
  status: { conditions },
});

/** The listeners in a Gateway's status; empty where it reports none (which is no success). */
export function listenersOf(gateway: WithStatus): StatusPart[] {
  const status = Listeners.safeParse(gateway.status ?? {}).data;
  return (status?.listeners ?? []).map(({ name, conditions }) => ({ name, ...partOf(gateway, conditions) }));
}

/** What a gateway's controller says of a parent. Other controllers (of policies) add entries with conditions of their own. */
const ATTACHMENT = ['Accepted', 'ResolvedRefs'];

/** The Gateways in an HTTPRoute's status, as their controllers report on them; empty where none has looked at it. */
export function parentsOf(route: WithStatus): StatusPart[] {
  const status = Parents.safeParse(route.status ?? {}).data;
  return (status?.parents ?? [])
    .filter(({ parentRef }) => (parentRef.kind ?? 'Gateway') === 'Gateway')
    .filter(({ conditions }) => conditions?.some(({ type }) => ATTACHMENT.includes(type)) ?? true)
    .map(({ parentRef, conditions }) => ({
      name: `${parentRef.namespace ?? route.metadata.namespace ?? ''}/${parentRef.name}`,
      sectionName: parentRef.sectionName,
      ...partOf(route, conditions),
    }));
}
