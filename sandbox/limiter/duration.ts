const UNIT_MS: Record<string, number> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const WORD_MS: Record<string, number> = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Milliseconds of a Gateway API duration (`60s`, `2m`, `1h30m`, `500ms`); undefined for any other text or for zero. */
export function durationMs(text: string): number | undefined {
  if (!/^([0-9]{1,9}(ms|s|m|h|d))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/([0-9]+)(ms|s|m|h|d)/g)) {
    total += Number(amount) * (UNIT_MS[unit ?? ''] ?? 0);
  }
  return total > 0 ? total : undefined;
}

/** Milliseconds of the older form of a rate: `duration: 2, unit: minute`. */
export function unitMs(duration: number, unit: string): number | undefined {
  const each = WORD_MS[unit];
  return each === undefined || duration <= 0 ? undefined : duration * each;
}
