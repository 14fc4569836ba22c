const SECOND_MS = 1_000;

/** Counts by key: notes one more, and answers how many there were within the last second, this one included. */
export function requestRate(): (key: string) => number {
  const seen = new Map<string, number[]>();
  return (key) => {
    const now = performance.now();
    const recent = [...(seen.get(key) ?? []).filter((at) => at > now - SECOND_MS), now];
    seen.set(key, recent);
    return recent.length;
  };
}
