import type { FailureMode } from '../layouts/failure-modes.ts';

/** What a fault of the sandbox tells: which failure modes it makes, and which checks it turns red. */
export interface FaultFacts {
  name: string;
  breaks: string;
  noticedBy: readonly string[];
}

/** The faults that make a failure mode: they name it in their sentence. */
const making = ({ id }: FailureMode, faults: readonly FaultFacts[]): FaultFacts[] =>
  faults.filter(({ breaks }) => new RegExp(`\\b${id}\\b`).test(breaks));

const code = (words: Iterable<string>): string => [...words].map((word) => `\`${word}\``).join(', ');

/** Failure modes that nothing accounts for: neither a fault makes them, nor is it said why no check can see them. */
export function unaccounted(modes: readonly FailureMode[], faults: readonly FaultFacts[]): string[] {
  return modes.filter((mode) => mode.unseen === undefined && making(mode, faults).length === 0).map(({ id }) => id);
}

/** The page of failure modes, each with the checks that see it, proven by the faults that make it. */
export function failureModesPage(modes: readonly FailureMode[], faults: readonly FaultFacts[]): string {
  const rows = modes.map((mode) => {
    const made = making(mode, faults);
    const checks = new Set(made.flatMap(({ noticedBy }) => noticedBy));
    const names = made.map(({ name }) => name);
    const seen = made.length === 0 ? `no check: ${mode.unseen ?? 'not yet'}` : code(checks);
    return `| ${mode.id} | ${mode.title} | ${seen} | ${code(names)} |`;
  });
  const seen = modes.filter((mode) => making(mode, faults).length > 0).length;
  return [
    '# Failure modes',
    '',
    'How installations of Models-as-a-Service fail, as users have reported it or as the sources show it, and the checks that see',
    'it. A check is named where a fault of the sandbox makes the failure and turns the check red (`npm run matrix` proves it).',
    'Made by `npm run generate` from `layouts/failure-modes.yaml` and `sandbox/faults`; do not edit.',
    '',
    `${seen} of ${modes.length} are seen.`,
    '',
    '| number | what happens | seen by | made by the faults |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
