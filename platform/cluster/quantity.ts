/** A Kubernetes quantity as text: a signed decimal number with a binary, decimal or exponent suffix. */
const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d+)?$/;

const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL: Record<string, number> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/**
 * The value of a Kubernetes quantity in its base unit (cores, bytes), or undefined where the text is none.
 * `1E` is an exa, `1E3` a thousand. Beyond 2^53 it is rounded to a double: enough to compare capacities.
 */
export function parseQuantity(text: string): number | undefined {
  const [, number, suffix = ''] = QUANTITY.exec(text.trim()) ?? [];
  if (number === undefined) return undefined;
  const power = BINARY.indexOf(suffix);
  if (power >= 0) return Number(number) * 1024 ** (power + 1);
  const exponent = DECIMAL[suffix];
  // The number is read with its exponent, as `7500e-3`: a product such as 7500 * 1e-3 would not be exact.
  const value = Number(exponent === undefined ? `${number}${suffix}` : `${number}e${exponent}`);
  return Number.isFinite(value) ? value : undefined;
}

const UNITS: [number, string][] = [
  [1e12, 'TB'],
  [1e9, 'GB'],
  [1e6, 'MB'],
];

/** Bytes for a human, in decimal units as the guide gives them: `97.1 GB`. Rounded down: what is almost there is not. */
export function formatBytes(bytes: number): string {
  const [size, unit] = UNITS.find(([limit]) => bytes >= limit) ?? [1e3, 'kB'];
  return `${Math.floor((bytes / size) * 10) / 10} ${unit}`;
}
