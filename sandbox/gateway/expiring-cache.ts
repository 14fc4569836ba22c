/** Remembers an answer for a while, counted from when it was first computed: asking again does not prolong it. */
export interface ExpiringCache<T> {
  get(key: string, compute: () => Promise<T>): Promise<T>;
}

/** `ttlMs` 0 remembers nothing. `keep` says which answers are worth remembering; all of them by default. */
export function expiringCache<T>(ttlMs: number, keep: (value: T) => boolean = () => true): ExpiringCache<T> {
  const kept = new Map<string, { value: T; until: number }>();
  return {
    async get(key, compute) {
      const known = kept.get(key);
      if (known !== undefined && known.until > performance.now()) return known.value;
      kept.delete(key);
      const value = await compute();
      if (ttlMs > 0 && keep(value)) kept.set(key, { value, until: performance.now() + ttlMs });
      return value;
    },
  };
}
