import type { Plan } from '../plan/plan.ts';
import type { Outcome } from '../samples/sample.ts';

const LAST = 100;
const BROKEN: ReadonlySet<Outcome> = new Set([
  'truncated',
  'hung',
  'server-error',
  'client-error',
  'unanswered',
  'auth',
]);

/** Says why a run should end, from what has ended so far; undefined while it may go on. Refusals are no errors. */
export function stopRules({ stop }: Pick<Plan, 'stop'>): (outcome: Outcome) => string | undefined {
  let hung = 0;
  const last: boolean[] = [];
  return (outcome) => {
    if (outcome === 'hung') hung += 1;
    last.push(BROKEN.has(outcome));
    if (last.length > LAST) last.shift();
    if (stop.hung !== undefined && hung >= stop.hung) return `${hung} requests did not end within their deadline`;
    const broken = last.filter(Boolean).length;
    if (stop.errorShare !== undefined && last.length === LAST && broken / LAST > stop.errorShare)
      return `${broken} of the last ${LAST} requests were broken`;
    return undefined;
  };
}
