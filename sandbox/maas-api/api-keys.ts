/** What the release keeps of a key: never the key itself, which is a token shown once. */
interface ApiKey {
  /** The key itself, where a fault keeps it. */
  token?: string;
  id: string;
  name: string;
  description?: string;
  creationDate: string;
  expirationDate: string;
  status: 'active' | 'expired';
}

export interface ApiKeys {
  add(owner: string, key: ApiKey): void;
  /** An owner's keys, newest first. */
  of(owner: string): ApiKey[];
  /** Everybody's. */
  all(): ApiKey[];
  /** Any owner's key: the release does not ask whose it is (FM-30). */
  find(id: string): ApiKey | undefined;
  expireAll(owner: string): void;
}

export function apiKeys(): ApiKeys {
  const owned = new Map<string, ApiKey[]>();
  const current = (key: ApiKey): ApiKey =>
    Date.parse(key.expirationDate) <= Date.now() ? { ...key, status: 'expired' } : key;
  const of = (owner: string): ApiKey[] => owned.get(owner) ?? [];
  return {
    add: (owner, key) => void owned.set(owner, [key, ...of(owner)]),
    of: (owner) => of(owner).map(current),
    all: () => [...owned.values()].flat().map(current),
    find: (id) => {
      const key = [...owned.values()].flat().find((candidate) => candidate.id === id);
      return key === undefined ? undefined : current(key);
    },
    expireAll: (owner) =>
      void owned.set(
        owner,
        of(owner).map((key) => ({ ...key, status: 'expired' as const })),
      ),
  };
}
