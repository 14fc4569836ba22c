const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** Milliseconds of a window as policies write it: `60s`, `2m`, `1h30m`, `500ms`; undefined for anything else, and for 0. */
export function windowMs(text: string): number | undefined {
  if (!/^(\d+(ms|s|m|h|d))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+)(ms|s|m|h|d)/g)];
  const total = parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNIT_MS[unit ?? ''] ?? Number.NaN), 0);
  return total > 0 ? total : undefined;
}

/** Milliseconds of a rate: of its window, or of the older `duration` and `unit`; undefined where it has neither. */
export function rateWindowMs(rate: { window?: string; duration?: number; unit?: string }): number | undefined {
  if (rate.window !== undefined) return windowMs(rate.window);
  const each = UNIT_MS[rate.unit ?? ''];
  return each === undefined || rate.duration === undefined || rate.duration <= 0 ? undefined : rate.duration * each;
}
