import type { Ruling } from './observation.ts';

/** Several rulings as one: what is violated decides, then what is undecided. */
export function combined(rulings: readonly Ruling[]): Ruling {
  const text = (verdict: Ruling['verdict']): string =>
    rulings.flatMap((ruling) => (ruling.verdict === verdict ? [ruling.text] : [])).join('; ');
  if (rulings.some(({ verdict }) => verdict === 'violated')) return { verdict: 'violated', text: text('violated') };
  if (rulings.length === 0) return { verdict: 'undecided', text: 'nothing was judged' };
  const undecided = rulings.some(({ verdict }) => verdict === 'undecided');
  return { verdict: undecided ? 'undecided' : 'holds', text: rulings.map((ruling) => ruling.text).join('; ') };
}
