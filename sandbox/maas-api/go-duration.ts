/** Go's time.Duration: whole nanoseconds in 64 bits. */
const UNIT_NS: Record<string, number> = { ns: 1, us: 1e3, µs: 1e3, μs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 };
const MAX_NS = 2 ** 63;

/** Seconds of a Go duration (`2h30m`, `1.5h`, `-30h`, `0`); undefined for text that Go refuses. */
export function parseGoDuration(text: string): number | undefined {
  const [, sign, rest] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (rest === '0') return 0;
  if (rest === undefined || !/^((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) return undefined;
  let total = 0;
  for (const [, amount, unit] of rest.matchAll(/(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    total += Number(amount) * (UNIT_NS[unit ?? ''] ?? Number.NaN);
  }
  if (total >= MAX_NS) return undefined;
  return (sign === '-' ? -total : total) / 1e9;
}

/** Seconds given as a number, as Go converts them: too large for 64 bits of nanoseconds wraps to a negative duration. */
export function numberToSeconds(seconds: number): number {
  return Math.abs(seconds) * 1e9 >= MAX_NS ? -MAX_NS / 1e9 : seconds;
}

/** As Go prints a duration: `4h0m0s`, `15m0.5s`, `9m59.999s`. */
export function formatGoDuration(seconds: number): string {
  const whole = Math.abs(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = Number((whole - hours * 3600 - minutes * 60).toFixed(9));
  const parts = [hours > 0 ? `${hours}h` : '', hours > 0 || minutes > 0 ? `${minutes}m` : '', `${rest}s`];
  return `${seconds < 0 ? '-' : ''}${parts.join('')}`;
}
