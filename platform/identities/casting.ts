import type { Choice, Doubts } from './choice.ts';
import type { Cast, Identity, Lease } from './identities.ts';

interface Means {
  /** Throws Inconclusive where a lease is above the budget. */
  demand(lease: Lease): void;
  /** Chooses a caller whom nobody has, and holds it. */
  pick(lease: Lease): Promise<Choice>;
  giveBack(name: string): void;
  /** Why there is no caller for a lease, and what to give. */
  shortage(lease: Lease, freeAt: number): Promise<string>;
}

type Picked = Extract<Choice, { caller: unknown }>;

/** Gives each role a caller of its own: all of them, or none. */
export function casting({ demand, pick, giveBack, shortage }: Means): (wanted: Record<string, Lease>) => Promise<Cast> {
  const returnAll = (picked: ReadonlyMap<string, Picked>): void => {
    for (const { caller } of picked.values()) giveBack(caller.name);
  };
  const pickAll = async (roles: readonly [string, Lease][]): Promise<Map<string, Picked> | Cast> => {
    const picked = new Map<string, Picked>();
    for (const [role, lease] of roles) {
      const choice = await pick(lease);
      if (!('caller' in choice)) {
        returnAll(picked);
        return { freeAt: choice.freeAt, why: await shortage(lease, choice.freeAt) };
      }
      picked.set(role, choice);
    }
    return picked;
  };
  return async (wanted) => {
    const roles = Object.entries(wanted);
    for (const [, lease] of roles) demand(lease);
    for (;;) {
      const picked = await pickAll(roles);
      if (!(picked instanceof Map)) return picked;
      const actors = new Map<string, Identity>();
      for (const [role, { caller }] of picked) {
        const identity = await caller.identity();
        if (identity !== undefined) actors.set(role, identity);
      }
      if (actors.size === roles.length) {
        const doubted = (which: keyof Doubts): string[] =>
          [...picked.values()].flatMap(({ caller, doubts }) => (doubts[which] ? [caller.name] : []));
        const doubts = { window: doubted('window'), longer: doubted('longer') };
        return { actor: (role) => acting(actors, role), doubts };
      }
      // A mint failed, and its caller counts as failed from now on: look for others, for all roles.
      returnAll(picked);
    }
  };
}

function acting(actors: ReadonlyMap<string, Identity>, role: string): Identity {
  const identity = actors.get(role);
  if (identity === undefined)
    throw new RangeError(`no role is called ${role}; there are ${[...actors.keys()].join(', ')}`);
  return identity;
}
