import type { Ruling } from './observation.ts';

/** Several rulings as one: what is violated decides, then what is undecided. */
export function combined(rulings: readonly Ruling[]): Ruling {
  const text = (verdict: Ruling['verdict']): string =>
    rulings.flatMap((ruling) => (ruling.verdict === verdict ? [ruling.text] : [])).join('; ');
  const violations = rulings.filter(({ verdict }) => verdict === 'violated');
  if (violations.length > 0) {
    const early = violations.every((ruling) => ruling.early === true);
    return { verdict: 'violated', text: text('violated'), ...(early && { early: true }) };
  }
  if (rulings.length === 0) return { verdict: 'undecided', text: 'nothing was judged' };
  const open = rulings.filter(({ verdict }) => verdict === 'undecided');
  const whole = rulings.map((ruling) => ruling.text).join('; ');
  if (open.length === 0) return { verdict: 'holds', text: whole };
  const slow = open.every((ruling) => ruling.slow === true);
  return { verdict: 'undecided', text: whole, ...(slow && { slow: true }) };
}
