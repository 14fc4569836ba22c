import type { Placeholder } from './placeholders.ts';

const ADDRESS = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])/g;
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

const numberOf = (placeholder: string): string => /:(\d+)\]$/.exec(placeholder)?.[1] ?? '0';

/**
 * Masks addresses, and hosts of the given domains: what is put there is still a host, so that URLs stay URLs. API groups
 * look like hosts too, which is why domains must be named.
 */
export function hostMask(domains: readonly string[], placeholder: Placeholder): (text: string) => string {
  const longestFirst = [...new Set(domains)].filter((one) => one !== '').sort((a, b) => b.length - a.length);
  const hosts =
    longestFirst.length === 0
      ? undefined
      : new RegExp(`(?:[a-z0-9-]{1,63}\\.){0,9}(?:${longestFirst.map(escaped).join('|')})\\b`, 'gi');
  const masked = (kind: string) => (host: string) => `${kind}-${numberOf(placeholder(kind, host))}.masked.invalid`;
  return (text) => {
    const named = hosts === undefined ? text : text.replace(hosts, masked('host'));
    return named.replace(ADDRESS, masked('address'));
  };
}
