const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A duration as kubectl prints ages: two units where the first is small (`5m30s`), one where it is large (`3d`). */
export function shortDuration(milliseconds: number): string {
  const units: [number, string, number][] = [
    [DAY, 'd', 8],
    [HOUR, 'h', 8],
    [MINUTE, 'm', 10],
  ];
  for (const [index, [unit, letter, bothBelow]] of units.entries()) {
    const count = Math.floor(milliseconds / unit);
    // Up to two days are printed in hours, up to two hours in minutes, up to two minutes in seconds.
    if (count < 2) continue;
    const [below = SECOND, belowLetter = 's'] = units[index + 1] ?? [];
    const rest = Math.floor((milliseconds % unit) / below);
    return count < bothBelow && rest > 0 ? `${count}${letter}${rest}${belowLetter}` : `${count}${letter}`;
  }
  return `${Math.max(0, Math.floor(milliseconds / SECOND))}s`;
}

/** The age of something made at an RFC 3339 time. */
export function age(time: string | undefined, now: number = Date.now()): string {
  const at = Date.parse(time ?? '');
  return Number.isNaN(at) ? '<unknown>' : shortDuration(now - at);
}
