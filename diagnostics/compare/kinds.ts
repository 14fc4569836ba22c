import type { HeldKind } from '../../platform/cluster/bundle/held-kinds.ts';
import { qualified } from '../../platform/cluster/objects.ts';

/** A kind as each of two bundles has it; where one has no object of it, as the other. */
export interface PairedKind {
  before: HeldKind;
  after: HeldKind;
}

/** They are new in every collection, whatever happens: what happened, and what a catalogue offers. */
const EVER_NEW = new Set(['events', 'events.events.k8s.io', 'packagemanifests.packages.operators.coreos.com']);

/** All kinds of which one of two bundles has an object, by name. */
export function pairedKinds(before: readonly HeldKind[], after: readonly HeldKind[]): PairedKind[] {
  const byName = (kinds: readonly HeldKind[]) => new Map(kinds.map((held) => [qualified(held.kind), held]));
  const [old, now] = [byName(before), byName(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((name) => !EVER_NEW.has(name))
    .sort()
    .flatMap((name) => {
      const one = old.get(name) ?? now.get(name);
      const other = now.get(name) ?? old.get(name);
      return one === undefined || other === undefined ? [] : [{ before: one, after: other }];
    });
}
