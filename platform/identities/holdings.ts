import type { Identity } from './identities.ts';
import type { Ledger } from './ledger.ts';
import { afterUse, current, type Quota, type Usage } from './usage.ts';

/** The callers that one check holds, and what it really sends with them. */
export interface Holdings {
  has(name: string): boolean;
  /** Reserves requests of a caller, until `settle` says what was spent. */
  hold(name: string, quota: Quota, requests: number): void;
  /** Gives one caller back as it was: nothing was sent with it. */
  release(name: string): void;
  /** The names of the callers that are held. */
  names(): string[];
  /** One request was sent with an identity's token. */
  used(identity: Identity): void;
  /** Writes what was spent, and gives everything back. */
  settle(): void;
}

interface Held {
  quota: Quota;
  before: Usage;
  /** Unix milliseconds. */
  uses: number[];
}

export function holdings(known: Ledger): Holdings {
  const held = new Map<string, Held>();
  return {
    has: (name) => held.has(name),
    hold(name, quota, requests) {
      const now = Date.now();
      const { usage } = known.of(name);
      const before = current(usage, quota, now);
      if (!held.has(name)) held.set(name, { quota, before, uses: [] });
      known.update(name, { usage: afterUse(before, now, quota.windowMs, requests), open: true });
    },
    names: () => [...held.keys()],
    release(name) {
      const one = held.get(name);
      if (one === undefined) return;
      held.delete(name);
      known.update(name, { usage: one.before, open: false });
    },
    used: ({ name }) => {
      held.get(name)?.uses.push(Date.now());
    },
    settle() {
      for (const [name, { quota, before, uses }] of held) {
        const usage = uses.reduce((sum, at) => afterUse(sum, at, quota.windowMs), before);
        known.update(name, { usage, open: false });
      }
      held.clear();
    },
  };
}
